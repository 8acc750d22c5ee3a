// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace imprint {

/// The extremes of a set of values; both NaN when any value is.
struct FloatRange {
  float minimum = 0;
  float maximum = 0;
};

}  // namespace imprint
