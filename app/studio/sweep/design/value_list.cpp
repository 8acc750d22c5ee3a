// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/sweep/design/value_list.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/error.h"
#include "core/base/text.h"

namespace imprint::studio {
namespace {

constexpr int most_decimals = 12;
constexpr std::size_t shortest_range = 4;

int decimals_of_number(double value) {
  for (int decimals = 0; decimals < most_decimals; ++decimals) {
    const double scaled = value * std::pow(10.0, decimals);
    if (std::abs(scaled - std::round(scaled)) <= 1e-9 * std::max(1.0, std::abs(scaled))) return decimals;
  }
  return most_decimals;
}

/// At the commas that stand outside of brackets.
std::vector<std::string> parts_of(std::string_view text) {
  std::vector<std::string> parts(1);
  int depth = 0;
  for (const char c : text) {
    depth += c == '[' ? 1 : c == ']' ? -1 : 0;
    if (c == ',' && depth == 0)
      parts.emplace_back();
    else
      parts.back() += c;
  }
  return parts;
}

double number_in(const std::string& range, std::string_view text, const char* place) {
  if (trimmed(text).empty()) throw InputError("\"" + range + "\" needs a number " + place + ", as in 0..0.6 step 0.2");
  try {
    return parse_double(trimmed(text));
  } catch (const InputError&) {
    throw InputError("\"" + std::string(trimmed(text)) + "\" in \"" + range + "\" is no number; a range looks like " +
                     "0..0.6 step 0.2");
  }
}

struct Range {
  double first = 0, last = 0, step = 1;
};

Range range_of(const std::string& text) {
  const std::size_t dots = text.find("..");
  const std::size_t word = text.find("step", dots);
  Range range;
  range.first = number_in(text, std::string_view(text).substr(0, dots), "before the dots");
  const std::size_t rest = dots + 2;
  range.last = number_in(text, std::string_view(text).substr(rest, word == std::string::npos ? word : word - rest),
                         "after the dots");
  if (word != std::string::npos) range.step = number_in(text, std::string_view(text).substr(word + 4), "after step");
  if (!(range.step > 0)) throw InputError("the step of \"" + text + "\" must be above 0");
  return range;
}

void append_range(const std::string& text, std::vector<std::string>& values) {
  const Range range = range_of(text);
  const double count = std::floor(std::abs(range.last - range.first) / range.step + 1e-9) + 1;
  if (!(count <= static_cast<double>(most_values)))
    throw InputError("\"" + text + "\" has more than " + std::to_string(most_values) + " values: give a larger step");
  const double signed_step = range.last < range.first ? -range.step : range.step;
  const int decimals = std::max(decimals_of_number(range.first), decimals_of_number(range.step));
  for (int i = 0; i < static_cast<int>(count); ++i)
    values.push_back(snapped_text(range.first + i * signed_step, decimals));
}

/// How many values from `begin` on have one distance.
std::size_t evenly_spaced(const std::vector<double>& numbers, std::size_t begin) {
  std::size_t end = begin + 1;
  if (end >= numbers.size() || !std::isfinite(numbers[begin])) return 1;
  const double step = numbers[end] - numbers[begin];
  if (!std::isfinite(step) || step == 0) return 1;
  while (end < numbers.size() && std::abs(numbers[end] - numbers[end - 1] - step) <= 1e-9 * std::abs(step)) ++end;
  return end - begin;
}

}  // namespace

double number_or_nan(const std::string& text) {
  try {
    return parse_double(text);
  } catch (const InputError&) {
    return std::numeric_limits<double>::quiet_NaN();
  }
}

std::string snapped_text(double value, int decimals) {
  const double scale = std::pow(10.0, decimals);
  const double snapped = std::round(value * scale) / scale;
  return plain_text(snapped == 0 ? 0.0 : snapped);  // never -0
}

int decimals_of(const std::vector<std::string>& values) {
  int decimals = 0;
  for (const std::string& value : values)
    if (const double number = number_or_nan(value); std::isfinite(number))
      decimals = std::max(decimals, decimals_of_number(number));
  return decimals;
}

std::vector<std::string> parse_value_list(std::string_view text) {
  std::vector<std::string> values;
  if (trimmed(text).empty()) return values;
  for (const std::string& untrimmed : parts_of(text)) {
    const std::string part(trimmed(untrimmed));
    if (part.empty()) throw InputError("there is a comma without a value: values look like 0, 0.2, 0.4");
    if (part.find("..") != std::string::npos)
      append_range(part, values);
    else
      values.push_back(part);
    if (values.size() > most_values)
      throw InputError("more than " + std::to_string(most_values) + " values on one axis");
  }
  return values;
}

std::string value_list_text(const std::vector<std::string>& values) {
  std::vector<double> numbers;
  for (const std::string& value : values) numbers.push_back(number_or_nan(value));
  std::string text;
  for (std::size_t i = 0; i < values.size();) {
    if (!text.empty()) text += ", ";
    const std::size_t count = evenly_spaced(numbers, i);
    if (count >= shortest_range) {
      const std::vector<std::string> part(values.begin() + static_cast<std::ptrdiff_t>(i),
                                          values.begin() + static_cast<std::ptrdiff_t>(i + count));
      const std::string step = snapped_text(std::abs(numbers[i + 1] - numbers[i]), decimals_of(part));
      const std::string range = part.front() + ".." + part.back() + (step == "1" ? "" : " step " + step);
      if (parse_value_list(range) == part) {
        text += range;
        i += count;
        continue;
      }
    }
    text += values[i++];
  }
  return text;
}

}  // namespace imprint::studio
