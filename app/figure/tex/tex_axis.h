// SPDX-License-Identifier: GPL-3.0-or-later
// One panel as a pgfplots axis that stands where the layout has its plot.
#pragma once

#include "app/figure/figure_painter.h"
#include "app/figure/tex/tex_words.h"

namespace imprint {

/// How the panel's rows of the csv become heights where pgfplots has no such scale (symlog, broken); empty
/// where it has.
std::string tex_scales(std::size_t index, const PanelLayout& layout);

/// The axis with its plots, and the texts and the legend around it.
std::string tex_panel(std::size_t index, const FigureDrawing& drawing, const TexPage& page);

}  // namespace imprint
