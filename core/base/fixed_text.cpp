// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/fixed_text.h"

#include <array>
#include <cmath>
#include <cstdio>

namespace imprint {

std::string fixed_text(double value, int decimals) {
  if (!std::isfinite(value)) return "-";
  std::array<char, 64> text{};
  const double power = std::pow(10.0, decimals), rounded = std::round(value * power) / power;
  std::snprintf(text.data(), text.size(), "%.*f", decimals, rounded == 0 ? 0.0 : value);
  return text.data();
}

}  // namespace imprint
