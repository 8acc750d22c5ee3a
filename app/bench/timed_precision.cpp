// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bench/timed_precision.h"

namespace imprint {

bool is_held(const LayerPrecision& precision) {
  return precision == held_precision(bf16_format) || precision == held_precision(fp16_format);
}

std::string precision_text(const LayerPrecision& precision) {
  if (is_full_precision(precision)) return "fp32";
  return is_held(precision) ? format_name(precision.activation) : short_text(precision);
}

}  // namespace imprint
