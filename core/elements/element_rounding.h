// SPDX-License-Identifier: GPL-3.0-or-later
// One value into a format, exactly: in double precision, in which every step is free of error for formats of up to 23
// mantissa and 8 exponent bits.
#pragma once

#include "core/elements/element_format.h"

namespace imprint {

enum class RoundingRule {
  nearest_even,  // IEEE 754: of two that are equally near, the one with an even last bit
  half_away,     // the larger magnitude
};

enum class Overflow {
  saturate,  // the largest value
  standard,  // infinity where the format has it, else NaN where it has that, else the largest value
};

struct ElementRounding {
  RoundingRule rule = RoundingRule::nearest_even;
  Overflow overflow = Overflow::saturate;
  /// In (-1/2, 1/2) units of the last place, added before rounding: stochastic rounding when it is drawn uniformly.
  double noise = 0;
};

/// The integer that the rule takes of a count of units, which is not negative.
double rounded_units(double units, RoundingRule rule);

/// NaN stays NaN, also where the format has none; the sign of zero stays. An infinite value is one beyond the largest.
double round_to_element(double value, ElementFormat format, const ElementRounding& rounding = {});

}  // namespace imprint
