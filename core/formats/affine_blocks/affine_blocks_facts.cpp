// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/precision/format_facts.h"

namespace imprint {
namespace {

std::string name_of_affine_block(NumberFormat format) {
  return "affine" + std::to_string(format.bits) + "-b" + std::to_string(format.block);
}

std::vector<NumberFormat> all_affine_blocks() {
  std::vector<NumberFormat> formats;
  for (const int bits : {8, 4, 3, 2})
    for (const int length : {16, 32}) formats.push_back(affine_block_format(bits, length));
  return formats;
}

}  // namespace

FormatFacts affine_blocks_facts() { return {.name = name_of_affine_block, .formats = all_affine_blocks()}; }

}  // namespace imprint
