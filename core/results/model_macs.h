// SPDX-License-Identifier: GPL-3.0-or-later
// How much a network multiplies.
#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace imprint {

/// Multiply-accumulates of a forward pass of one sample.
struct ModelMacs {
  std::int64_t total = 0;                           // of all that is multiplied, in fp32 too; 0 = not known
  std::map<std::string, std::int64_t> layers = {};  // of each quantized layer that has any

  /// What share of all multiplications the layer does. Precondition: it is among `layers`.
  double share(const std::string& layer) const {
    return static_cast<double>(layers.at(layer)) / static_cast<double>(total);
  }
};

}  // namespace imprint
