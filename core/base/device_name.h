// SPDX-License-Identifier: GPL-3.0-or-later
// How a device is called.
#pragma once

#include <algorithm>
#include <string_view>

namespace imprint {

/// "cpu", "cuda" or "cuda:N".
inline bool is_device_name(std::string_view text) {
  constexpr std::string_view numbered = "cuda:";
  if (text == "cpu" || text == "cuda") return true;
  if (!text.starts_with(numbered)) return false;
  const std::string_view number = text.substr(numbered.size());
  return !number.empty() && number.size() <= 3 &&
         std::all_of(number.begin(), number.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace imprint
