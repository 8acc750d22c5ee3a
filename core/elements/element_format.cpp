// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/elements/element_format.h"

#include <algorithm>
#include <limits>

namespace imprint {
namespace {

double special_value(std::uint32_t mantissa, ElementFormat format) {
  const bool is_infinite = format.specials == Specials::ieee && mantissa == 0;
  return is_infinite ? std::numeric_limits<double>::infinity() : std::numeric_limits<double>::quiet_NaN();
}

bool is_special(std::uint32_t exponent, std::uint32_t mantissa, ElementFormat format) {
  const std::uint32_t all_set = (1U << format.exponent_bits) - 1, last = (1U << format.mantissa_bits) - 1;
  if (exponent != all_set || format.specials == Specials::none) return false;
  return format.specials == Specials::ieee || mantissa == last;
}

}  // namespace

double value_of_code(std::uint32_t code, ElementFormat format) {
  const std::uint32_t mantissa = code & ((1U << format.mantissa_bits) - 1);
  const std::uint32_t exponent = code >> format.mantissa_bits & ((1U << format.exponent_bits) - 1);
  const double sign = code >> (format.bits() - 1) & 1U ? -1 : 1;
  if (is_special(exponent, mantissa, format)) return sign * special_value(mantissa, format);
  const double fraction = std::ldexp(static_cast<double>(mantissa), -format.mantissa_bits);
  if (exponent == 0) return sign * std::ldexp(fraction, format.least_exponent());
  return sign * std::ldexp(1 + fraction, static_cast<int>(exponent) - format.bias());
}

std::vector<double> finite_values(ElementFormat format) {
  std::vector<double> values;
  for (std::uint32_t code = 0; code < 1U << format.bits(); ++code)
    if (const double value = value_of_code(code, format); std::isfinite(value)) values.push_back(value + 0.0);
  std::ranges::sort(values);
  values.erase(std::unique(values.begin(), values.end()), values.end());
  return values;
}

}  // namespace imprint
