// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/download/size_text.h"

#include <array>
#include <cstdio>

namespace imprint {

std::string size_text(std::int64_t bytes) {
  constexpr std::array<const char*, 4> units = {"kB", "MB", "GB", "TB"};
  if (bytes < 1000) return std::to_string(bytes) + " B";
  double size = static_cast<double>(bytes) / 1000;
  std::size_t unit = 0;
  for (; size >= 999.95 && unit + 1 < units.size(); ++unit) size /= 1000;  // never "1000.0 kB"
  std::array<char, 32> text;
  std::snprintf(text.data(), text.size(), "%.1f %s", size, units[unit]);
  return text.data();
}

}  // namespace imprint
