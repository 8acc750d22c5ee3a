// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/precision/format_facts.h"

namespace imprint {
namespace {

std::string name_of_mx(NumberFormat format) {
  if (format.exponent_bits == 0) return "mxint8";
  if (format.bits == 4) return "mxfp4";
  return "mxfp" + std::to_string(format.bits) + "-e" + std::to_string(format.exponent_bits) + "m" +
         std::to_string(format.mantissa_bits());
}

/// As B. Rouhani et al. train (arXiv 2310.10537), with the wider range for gradients of 8 bits.
Ladder mx_ladder() {
  constexpr NumberFormat fp4 = mx_format(4, 2), fp6 = mx_format(6, 3), e4m3 = mx_format(8, 4), e5m2 = mx_format(8, 5);
  return {"mx", {{fp4, fp4, fp4}, {fp6, fp6, fp6}, {e4m3, e4m3, e5m2}, {bf16_format, bf16_format, bf16_format}, {}}};
}

}  // namespace

FormatFacts mx_facts() {
  return {
      .name = name_of_mx,
      .formats = {mx_format(8, 4), mx_format(8, 5), mx_format(6, 3), mx_format(6, 2), mx_format(4, 2), mx_format(8, 0)},
      .ladders = {mx_ladder()}};
}

}  // namespace imprint
