// SPDX-License-Identifier: GPL-3.0-or-later
// Channels of a network of published sizes.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace imprint {

class PublishedWidth {
 public:
  explicit PublishedWidth(double multiplier) : multiplier_(multiplier) {}
  /// Those of the paper times the multiplier, rounded; at least one.
  std::int64_t of(std::int64_t channels) const {
    return std::max<std::int64_t>(1, std::llround(multiplier_ * static_cast<double>(channels)));
  }

 private:
  double multiplier_;
};

}  // namespace imprint
