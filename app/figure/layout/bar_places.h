// SPDX-License-Identifier: GPL-3.0-or-later
// Bars of several series stand side by side at each x.
#pragma once

#include "app/figure/figure_content.h"

namespace imprint {

/// From x + from to x + to, in units of the axis.
struct BarPlaces {
  double from = 0, to = 0;
};

/// All bars at one x fill 0.72 of the smallest distance between two x; of 1 when there is one x alone.
BarPlaces bar_places(const FigurePanel& panel, std::size_t series);

}  // namespace imprint
