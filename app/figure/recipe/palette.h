// SPDX-License-Identifier: GPL-3.0-or-later
// Colours that colour-blind people tell apart, and the dashes and markers by which everybody does.
#pragma once

#include <string>
#include <vector>

#include "app/figure/figure_style.h"

namespace imprint {

/// The names of all palettes, the default first: okabe-ito, tol-bright, greys.
const std::vector<std::string>& palette_names();

/// (L1 + .05) / (L2 + .05) of the relative luminances, the lighter above: 1 to 21 (WCAG 2).
double contrast(FigureColour a, FigureColour b);

/// The colours of the palette that reach a contrast of 3:1 on the background, in turn; the next round has other dashes:
/// no two looks share colour and dash. `line_points` scales the dashes. Throws InputError for an unknown palette.
std::vector<SeriesLook> series_looks(const std::string& palette, FigureColour background, double line_points);

}  // namespace imprint
