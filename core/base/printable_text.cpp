// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/printable_text.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace imprint {
namespace {

/// How many bytes a UTF-8 character has that begins with this one; 0 when none does.
std::size_t length_begun_by(unsigned char byte) {
  if (byte < 0x80) return 1;
  if (byte < 0xc2 || byte >= 0xf5) return 0;
  return byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
}

constexpr char32_t none = 0xffffffff;

/// The bytes of the UTF-8 character that begins at `text`; 1 with `code` = none for a byte that begins none.
std::size_t take_character(std::string_view text, char32_t& code) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const std::size_t length = length_begun_by(byte(0));
  code = none;
  if (length == 0 || length > text.size()) return 1;
  char32_t value = length == 1 ? byte(0) : byte(0) & (0x7fU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xc0) != 0x80) return 1;
    value = (value << 6) | (byte(i) & 0x3f);
  }
  constexpr std::array<char32_t, 5> smallest = {0, 0, 0x80, 0x800, 0x10000};
  if (value < smallest[length] || value > 0x10ffff || (value >= 0xd800 && value < 0xe000)) return 1;
  code = value;
  return length;
}

/// Controls (C0, DEL, C1), line and paragraph separators, and the marks that turn the direction of writing.
bool is_harmless(char32_t c) {
  const bool is_control = c < 0x20 || (c >= 0x7f && c < 0xa0);
  const bool turns = (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
  return c != none && !is_control && !turns && c != 0x2028 && c != 0x2029;
}

std::string formatted(const char* format, unsigned value) {
  std::array<char, 16> buffer;
  std::snprintf(buffer.data(), buffer.size(), format, value);
  return buffer.data();
}

/// The text with every harmful character, or byte that is no UTF-8, written as `write(code, byte)` says.
template <class Write>
std::string escaped(std::string_view text, Write write) {
  std::string result;
  result.reserve(text.size());
  while (!text.empty()) {
    char32_t code = none;
    const std::size_t length = take_character(text, code);
    if (is_harmless(code) || code == '\n' || code == '\t')
      result += text.substr(0, length);
    else
      result += write(code, static_cast<unsigned char>(text.front()));
    text.remove_prefix(length);
  }
  return result;
}

}  // namespace

std::string printable_text(std::string_view text) {
  return escaped(text, [](char32_t code, unsigned char byte) {
    if (code == none) return formatted("\\x%02x", byte);
    return formatted(code < 0x100 ? "\\x%02x" : "\\u%04x", static_cast<unsigned>(code));
  });
}

std::string printable_json(std::string_view document) {
  return escaped(document, [](char32_t code, unsigned char) {
    if (code == '\r') return std::string("\r");
    return formatted("\\u%04x", code == none ? 0xfffdU : static_cast<unsigned>(code));
  });
}

std::string printable_line(std::string_view text) {
  std::string line = printable_text(text);
  std::ranges::replace_if(
      line, [](char c) { return c == '\n' || c == '\t'; }, ' ');
  return line;
}

}  // namespace imprint
