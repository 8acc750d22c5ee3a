// SPDX-License-Identifier: GPL-3.0-or-later
// The ticks of one axis: as many numbers as stand apart, minor ticks between decades.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "app/figure/figure_layout.h"

namespace imprint {

struct TickRoom {
  double spacing = 34;                               // points at least from number to number
  double apart = 3;                                  // points at least between two of them
  std::function<double(const std::string&)> extent;  // of a number along the axis, points
  std::function<double(double)> place;               // of a value on the page
};

/// With their place on the page; numbers that would touch a neighbour are left out.
std::vector<PlacedTick> axis_ticks(const FigureAxis& axis, const ValueScale& scale, const ValueRange& range,
                                   const TickRoom& room);

/// Names at 0, 1, 2 ...
std::vector<PlacedTick> name_ticks(const std::vector<std::string>& names, const TickRoom& room);

/// Leaves out the text of each tick that stands closer than `room.apart` to the one before.
void drop_touching(std::vector<PlacedTick>& ticks, const TickRoom& room);

bool numbers_touch(const std::vector<PlacedTick>& ticks, const TickRoom& room);

}  // namespace imprint
