// SPDX-License-Identifier: GPL-3.0-or-later
// What times of steps that were taken in turns say about each other.
#pragma once

#include <span>
#include <vector>

namespace imprint {

struct Quartiles {
  double low = 0, median = 0, high = 0;
};

/// Between two values the quartile is linear: of 1, 2, 3, 4 they are 1.75, 2.5 and 3.25. Throws InputError for none.
Quartiles quartiles(std::vector<double> values);

/// Of times[i] / base[i], each of one round: what slows the machine for a while strikes both. Throws InputError where
/// there are not as many of both, or none.
Quartiles ratio_quartiles(std::span<const double> times, std::span<const double> base);

}  // namespace imprint
