// SPDX-License-Identifier: GPL-3.0-or-later
// What a panel's data become on the page, clipped to the plot: the painter draws exactly these, and the
// legend is placed where it meets none of them.
#pragma once

#include <vector>

#include "app/figure/figure_layout.h"
#include "app/figure/layout/page_path.h"

namespace imprint {

struct SeriesShapes {
  std::vector<PagePath> bands;  // closed, faint: what lies around a line
  std::vector<PagePath> fills;  // closed, full colour: bars and areas
  std::vector<PagePath> lines;
  std::vector<PagePath> whiskers;  // error bars and their caps
  std::vector<PagePoint> markers;  // centres
};

SeriesShapes series_shapes(const FigurePanel& panel, std::size_t series, const PanelLayout& layout,
                           const FigureStyle& style);

/// Width of a marker in points.
double marker_size(const FigureStyle& style);

/// Of a whole line; single runs are half as wide.
double line_width(const FigureSeries& series, const FigureStyle& style);

/// What of the plot shows values: all of it, or on a broken axis the parts below and above the gap.
std::vector<FigureBox> windows_of(const PanelLayout& layout);

/// The gap of a broken y axis; without height when there is none.
FigureBox gap_of(const PanelLayout& layout);

/// The span's part of the plot; without width when it lies outside.
FigureBox span_box(const FigureSpan& span, const PanelLayout& layout);

/// Empty when the rule lies outside the plot.
PagePath rule_line(const FigureRule& rule, const PanelLayout& layout);

/// Of the map's cell in that column and row.
FigureBox cell_box(std::size_t column, std::size_t row, const PanelLayout& layout);

}  // namespace imprint
