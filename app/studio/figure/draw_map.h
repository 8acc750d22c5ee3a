// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/studio/figure/figure_canvas.h"

namespace imprint::studio {

/// Cells, frames around the ones that stand out, strokes through empty ones, and the colour bar.
void draw_map(FigureCanvas& canvas, const FigureMap& map, const PanelLayout& layout, const FigureStyle& style,
              bool as_bitmap);

}  // namespace imprint::studio
