// SPDX-License-Identifier: GPL-3.0-or-later
// Which points of a line carry a marker: some eight, at true points of the data, staggered between the series
// so that markers of lines that lie on each other stay apart.
#pragma once

#include <vector>

#include "app/figure/figure_layout.h"
#include "app/figure/layout/page_path.h"

namespace imprint {

/// Every point when there are at most twelve. Unclipped; `of` series share the plot.
std::vector<PagePoint> marker_places(const FigureSeries& series, std::size_t index, std::size_t of,
                                     const PanelLayout& layout);

}  // namespace imprint
