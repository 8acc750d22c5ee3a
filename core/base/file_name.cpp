// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/file_name.h"

#include <algorithm>

namespace imprint {
namespace {

bool is_letter_or_digit(char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

bool needs_no_quotes(char c) { return is_letter_or_digit(c) || c == '-' || c == '_' || c == '.'; }

bool breaks_a_name(char c) { return c == '/' || static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

}  // namespace

bool is_plain_file_name(std::string_view name) {
  constexpr std::size_t longest = 255;  // NAME_MAX of every file system in use
  return !name.empty() && name.size() <= longest && name.front() != '.' && std::ranges::none_of(name, breaks_a_name);
}

std::string plain_file_name(std::string_view text, std::string_view fallback) {
  constexpr std::size_t longest = 100;  // leaves room for a time stamp and an ending
  std::string name(text.substr(0, longest));
  std::ranges::replace_if(
      name, [](char c) { return !needs_no_quotes(c); }, '-');
  name.erase(0, std::min(name.find_first_not_of('.'), name.size()));
  return name.empty() ? std::string(fallback) : name;
}

}  // namespace imprint
