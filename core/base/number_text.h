// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers as files have them, whatever the locale.
#pragma once

#include <charconv>
#include <string_view>
#include <system_error>

namespace imprint {

/// Puts the number that the whole of `text` is into `value`; false, and `value` is of no use, for anything else.
template <class Number>
bool take_number(std::string_view text, Number& value) {
  const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
  return result.ec == std::errc() && result.ptr == text.data() + text.size();
}

}  // namespace imprint
