// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/precision/number_format.h"

#include "core/precision/format_facts.h"

namespace imprint {

std::string format_name(NumberFormat format) {
  return is_full_precision(format) ? "fp32" : facts_of(format).name(format);
}

std::string short_text(NumberFormat format) {
  return is_full_precision(format) || facts_of(format).is_told_in_bits ? std::to_string(format.bits)
                                                                       : format_name(format);
}

}  // namespace imprint
