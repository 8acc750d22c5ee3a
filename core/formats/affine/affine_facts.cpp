// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/precision/format_facts.h"

namespace imprint {
namespace {

std::string name(NumberFormat format) { return "affine" + std::to_string(format.bits); }

/// A rung for every number of bits.
Ladder affine_ladder() {
  std::vector<LayerPrecision> rungs;
  for (int bits = 1; bits <= 32; ++bits) rungs.push_back(layer_precision(bits, bits));
  return {"affine", rungs};
}

}  // namespace

FormatFacts affine_facts() {
  FormatFacts facts{.name = name, .is_told_in_bits = true, .ladders = {affine_ladder()}};
  for (int bits = 1; bits < 32; ++bits) facts.formats.emplace_back(bits);
  return facts;
}

}  // namespace imprint
