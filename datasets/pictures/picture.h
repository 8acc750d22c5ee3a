// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures as they come out of files: three bytes a pixel, row after row.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace imprint {

struct PictureSize {
  int width = 0;
  int height = 0;
  bool operator==(const PictureSize&) const = default;
};

struct Picture {
  PictureSize size;               // as decoded
  PictureSize full;               // as stored: decoders may leave out detail that nobody will see
  std::vector<std::uint8_t> rgb;  // [height, width, 3]
};

/// By how much a picture of this size may be reduced on its way: 1, 2, 4 or 8.
using Reduction = std::function<int(PictureSize)>;

/// More than any camera takes; a file that claims more is refused before memory is taken for it.
inline constexpr std::int64_t most_pixels = std::int64_t{1} << 28;

}  // namespace imprint
