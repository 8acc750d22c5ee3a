// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/text.h"

#include <array>
#include <cmath>
#include <cstdio>

#include "core/base/error.h"
#include "core/base/number_text.h"

namespace imprint {

std::string shortest_text(double value) {
  if (std::isnan(value)) return "nan";
  std::array<char, 32> buffer;
  const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
  return std::string(buffer.data(), result.ptr);
}

std::string plain_text(double value) {
  constexpr double largest = 1e15;
  if (value != std::floor(value) || std::abs(value) >= largest) return shortest_text(value);
  return std::to_string(static_cast<long long>(value));
}

double parse_double(std::string_view text) {
  double value = 0;
  if (!take_number(text, value)) throw InputError("\"" + std::string(text) + "\" is not a number");
  return value;
}

std::string join_choices(std::span<const std::string> choices) {
  std::string text;
  for (std::size_t i = 0; i < choices.size(); ++i) {
    if (i > 0) text += i + 1 == choices.size() ? " or " : ", ";
    text += choices[i];
  }
  return text;
}

std::string duration_text(double seconds) {
  constexpr double longest = 1e12;  // beyond it is no duration, but a number from a damaged file
  if (!std::isfinite(seconds) || seconds < 0 || seconds > longest) return "--";
  const long whole = std::lround(seconds);
  std::array<char, 48> buffer;
  if (whole >= 3600)
    std::snprintf(buffer.data(), buffer.size(), "%ld:%02ld:%02ld", whole / 3600, whole / 60 % 60, whole % 60);
  else
    std::snprintf(buffer.data(), buffer.size(), "%ld:%02ld", whole / 60, whole % 60);
  return buffer.data();
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  for (std::size_t start = 0;;) {
    const std::size_t end = text.find(separator, start);
    parts.emplace_back(text.substr(start, end == std::string_view::npos ? end : end - start));
    if (end == std::string_view::npos) return parts;
    start = end + 1;
  }
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const auto first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

}  // namespace imprint
