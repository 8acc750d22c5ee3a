// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/precision/format_facts.h"

namespace imprint {
namespace {

std::string name(NumberFormat format) {
  return "e" + std::to_string(format.exponent_bits) + "m" + std::to_string(format.mantissa_bits());
}

/// e4m3 forward and e5m2 backward, and half precision above: P. Micikevicius et al., arXiv 2209.05433.
Ladder float_ladder() {
  constexpr NumberFormat e2m1 = minifloat_format(2, 1), e3m2 = minifloat_format(3, 2), e4m3 = minifloat_format(4, 3),
                         e5m2 = minifloat_format(5, 2);
  return {"float",
          {{e2m1, e2m1, e2m1}, {e3m2, e3m2, e3m2}, {e4m3, e4m3, e5m2}, {bf16_format, bf16_format, bf16_format}, {}}};
}

}  // namespace

FormatFacts minifloat_facts() {
  return {.name = name,
          .formats = {minifloat_format(2, 1), minifloat_format(2, 3), minifloat_format(3, 2), minifloat_format(4, 3),
                      minifloat_format(5, 2)},
          .ladders = {float_ladder()}};
}

}  // namespace imprint
