// SPDX-License-Identifier: GPL-3.0-or-later
// The plots inside an axis. \drawn{options}{what} draws what the csv's reader has kept under that name, if
// anything.
#pragma once

#include <string>

#include "app/figure/figure_painter.h"
#include "app/figure/tex/tex_words.h"

namespace imprint {

/// Spans, bands, rules, lines, error bars, marks.
std::string tex_plots(std::size_t index, const FigureDrawing& drawing);

/// The cells and the colour bar of a map, on the page beneath its axis.
std::string tex_map(std::size_t index, const FigureDrawing& drawing, const TexPage& page);

}  // namespace imprint
