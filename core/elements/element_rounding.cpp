// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/elements/element_rounding.h"

#include <algorithm>
#include <limits>

namespace imprint {
namespace {

/// The exponent of the binade that the magnitude lies in, that of the subnormal values at least.
int exponent_of(double magnitude, ElementFormat format) {
  return magnitude == 0 ? format.least_exponent() : std::max(std::ilogb(magnitude), format.least_exponent());
}

double beyond_largest(ElementFormat format, Overflow overflow) {
  if (overflow == Overflow::saturate || format.specials == Specials::none) return format.largest();
  return format.specials == Specials::ieee ? std::numeric_limits<double>::infinity()
                                           : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace

double rounded_units(double units, RoundingRule rule) {
  const double below = std::floor(units), part = units - below;
  if (part != 0.5) return part < 0.5 ? below : below + 1;
  const bool goes_up = rule == RoundingRule::half_away || std::fmod(below, 2) == 1;
  return goes_up ? below + 1 : below;
}

double round_to_element(double value, ElementFormat format, const ElementRounding& rounding) {
  if (std::isnan(value)) return value;
  const double magnitude = std::abs(value);
  if (std::isinf(value)) return std::copysign(beyond_largest(format, rounding.overflow), value);
  const double unit = std::ldexp(1.0, exponent_of(magnitude, format) - format.mantissa_bits);
  const double units = std::max(0.0, magnitude / unit + rounding.noise);
  const double rounded = rounded_units(units, rounding.rule) * unit;
  return std::copysign(rounded > format.largest() ? beyond_largest(format, rounding.overflow) : rounded, value);
}

}  // namespace imprint
