// SPDX-License-Identifier: GPL-3.0-or-later
// Figures of made-up values: every kind, and what goes wrong in real ones.
#pragma once

#include <string>
#include <vector>

#include "app/figure/figure_content.h"
#include "app/figure/figure_layout.h"
#include "app/figure/figure_style.h"

namespace imprint::test {

struct MadeUpFigure {
  std::string name;
  FigureContent content;
};

/// curves, schedule, damage, heat-map, curvature, recovery, cost-accuracy, range-test.
std::vector<MadeUpFigure> figures_of_all_kinds();

/// Several panels; log, symlog and broken scales; gaps; one point; NaN alone; nothing at all; many entries.
std::vector<MadeUpFigure> difficult_figures();

std::vector<MadeUpFigure> all_made_up_figures();

struct MadeUpVenue {
  std::string name;
  FigureStyle style;
};

/// The sizes and fonts of the venues, one row of panels high.
std::vector<MadeUpVenue> made_up_venues();

/// NeurIPS' dress, high enough for the content's rows of panels.
FigureStyle style_for(const FigureContent& content);

}  // namespace imprint::test
