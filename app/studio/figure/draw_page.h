// SPDX-License-Identifier: GPL-3.0-or-later
// Draws a figure's page on a canvas: the order of things, their colours and widths.
#pragma once

#include "app/figure/figure_painter.h"
#include "app/studio/figure/figure_canvas.h"

namespace imprint::studio {

void draw_page(FigureCanvas& canvas, const FigureDrawing& drawing, const FigureOutput& output);

}  // namespace imprint::studio
