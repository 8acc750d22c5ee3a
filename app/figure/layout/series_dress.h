// SPDX-License-Identifier: GPL-3.0-or-later
// What a series' role and look make of its lines: the painter and the TeX source dress by it.
#pragma once

#include "app/figure/figure_content.h"
#include "app/figure/figure_style.h"

namespace imprint {

inline constexpr double band_opacity = 0.2;

struct SeriesDress {
  FigureColour colour;  // of lines and markers
  FigureColour fill;    // of bars and areas
  std::vector<double> dash;
  FigureMarker marker = FigureMarker::circle;
  double line_points = 1;
  double marker_points = 4;
};

/// Single runs are thin and blended with the page, not transparent: where many cross, they stay faint.
/// References are neutral and dashed.
SeriesDress dress_of(const FigureSeries& series, const FigureStyle& style);

/// The series from the lowest to the topmost: single runs of all groups beneath all means, else as the panel
/// has them.
std::vector<std::size_t> drawing_order(const FigurePanel& panel);

}  // namespace imprint
