// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/precision/format_facts.h"

namespace imprint {
namespace {

std::string name_of_symmetric(NumberFormat format) { return "int" + std::to_string(format.bits); }

/// A rung for every number of bits that has a number beside zero.
Ladder int_ladder() {
  std::vector<LayerPrecision> rungs;
  for (int bits = 2; bits <= 16; ++bits)
    rungs.push_back({symmetric_format(bits), symmetric_format(bits), symmetric_format(bits)});
  rungs.emplace_back();
  return {"int", rungs};
}

}  // namespace

FormatFacts symmetric_facts() {
  FormatFacts facts{.name = name_of_symmetric, .ladders = {int_ladder()}};
  for (int bits = 2; bits <= 16; ++bits) facts.formats.push_back(symmetric_format(bits));
  return facts;
}

}  // namespace imprint
