// SPDX-License-Identifier: GPL-3.0-or-later
// Constant bits of one layer as text, in the notation of the field: "conv1: W4A8", "fc: W8 A8 G32".
//
//   entry  NAME ":" BITS
//   BITS   one or more of W, A, G, each once, followed by its bits 1..32; blanks between them
//          or a number n alone: WnAn
#pragma once

#include <string>
#include <string_view>

namespace imprint {

/// 0 = as the network has it.
struct LayerBits {
  std::string layer = {};
  int weight = 0;
  int activation = 0;
  int gradient = 0;

  bool operator==(const LayerBits&) const = default;
};

/// Throws InputError that says what is wrong with the text, without naming its field.
LayerBits parse_layer_bits(std::string_view text);

}  // namespace imprint
