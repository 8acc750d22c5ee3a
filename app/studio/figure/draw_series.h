// SPDX-License-Identifier: GPL-3.0-or-later
// The dress of a series: what its role and its look make of its shapes.
#pragma once

#include "app/figure/layout/panel_shapes.h"
#include "app/studio/figure/figure_canvas.h"

namespace imprint::studio {

void draw_bands(FigureCanvas& canvas, const FigureSeries& series, const SeriesShapes& shapes, const FigureStyle& style);
void draw_series(FigureCanvas& canvas, const FigureSeries& series, const SeriesShapes& shapes,
                 const FigureStyle& style);

/// The same in small, for the legend.
void draw_sample(FigureCanvas& canvas, const FigureSeries& series, const FigureBox& box, const FigureStyle& style);

}  // namespace imprint::studio
