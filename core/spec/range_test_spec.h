// SPDX-License-Identifier: GPL-3.0-or-later
// The precision range test of an experiment (core/schedule/range_test.h).
#pragma once

#include <string>

namespace imprint {

struct RangeTestSpec {
  int lowest_bits = 2;       // the precision that the test starts at, 1..32
  int highest_bits = 8;      // where it ends, lowest_bits..32
  int iterations = 100;      // steps at each precision
  int window = 20;           // the last steps at a precision that its accuracy is averaged over
  double threshold = 0.05;   // gain of training accuracy that shows that a precision learns
  double saturation = 0.01;  // start fresh: gain below which more bits bring nothing
  std::string start =
      "continued";  // continued (one network, as CPT does) | fresh (each precision from the same weights)

  bool operator==(const RangeTestSpec&) const = default;
};

}  // namespace imprint
