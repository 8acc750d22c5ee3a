// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/precision/number_format.h"

namespace imprint {

std::string format_name(NumberFormat format) {
  if (is_full_precision(format)) return "fp32";
  if (format.family() == FormatFamily::affine) return "affine" + std::to_string(format.bits);
  return "e" + std::to_string(format.exponent_bits) + "m" + std::to_string(format.mantissa_bits());
}

std::string short_text(NumberFormat format) {
  return format.family() == FormatFamily::affine ? std::to_string(format.bits) : format_name(format);
}

}  // namespace imprint
