// SPDX-License-Identifier: GPL-3.0-or-later
// Images and labels as bytes: what the parsers make and the adapters turn into tensors. No torch here.
#pragma once

#include <cstdint>
#include <vector>

namespace imprint {

struct ImageRecords {
  std::vector<std::uint8_t> pixels;  // [N][C][H][W]
  std::vector<std::uint8_t> labels;  // [N]
};

}  // namespace imprint
