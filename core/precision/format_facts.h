// SPDX-License-Identifier: GPL-3.0-or-later
// What is known of the families of number formats without their codecs. No torch here.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/precision/ladder.h"
#include "core/precision/number_format.h"

namespace imprint {

struct FormatFacts {
  std::string (*name)(NumberFormat format);  // of one with fewer than 32 bits: "e4m3"
  bool is_told_in_bits = false;              // "4" says enough
  std::vector<NumberFormat> formats = {};    // all that the family has
  std::vector<Ladder> ladders = {};          // precision.ladder's choices that speak of it first
};

#define IMPRINT_FACTS(family) FormatFacts family##_facts();
IMPRINT_FORMATS(IMPRINT_FACTS)
#undef IMPRINT_FACTS

/// In the order of FormatFamily. Handed over by app/kinds/kinds.cpp.
std::span<const FormatFacts> format_facts();

inline const FormatFacts& facts_of(NumberFormat format) {
  return format_facts()[static_cast<std::size_t>(format.family)];
}

}  // namespace imprint
