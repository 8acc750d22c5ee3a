// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace imprint {

/// What a layer knows about its place in the network. Initial weights and rounding noise depend on seed and
/// index, so they do not depend on how many numbers other layers draw.
struct LayerPlace {
  std::string name;         // "layer1.0.conv1"
  std::uint64_t index = 0;  // in order of construction, from 0
  std::uint64_t seed = 0;   // of the run
};

}  // namespace imprint
