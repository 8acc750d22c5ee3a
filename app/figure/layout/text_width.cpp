// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/figure/layout/text_width.h"

#include <array>
#include <cstdlib>
#include <string_view>
#include <utility>

#include "core/base/text.h"

namespace imprint {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 12> superscripts = {{{"⁰", "0"},
                                                                                         {"¹", "1"},
                                                                                         {"²", "2"},
                                                                                         {"³", "3"},
                                                                                         {"⁴", "4"},
                                                                                         {"⁵", "5"},
                                                                                         {"⁶", "6"},
                                                                                         {"⁷", "7"},
                                                                                         {"⁸", "8"},
                                                                                         {"⁹", "9"},
                                                                                         {"⁻", "−"},
                                                                                         {"⁺", "+"}}};

/// The index of the superscript that `rest` begins with; -1 for another character.
int superscript_at(std::string_view rest) {
  for (std::size_t i = 0; i < superscripts.size(); ++i)
    if (rest.starts_with(superscripts[i].first)) return static_cast<int>(i);
  return -1;
}

}  // namespace

std::vector<TextRun> text_runs(const std::string& text) {
  std::vector<TextRun> runs;
  const auto append = [&](std::string_view piece, bool raised) {
    if (runs.empty() || runs.back().raised != raised) runs.push_back({"", raised});
    runs.back().text += piece;
  };
  for (std::string_view rest = text; !rest.empty();) {
    const int found = superscript_at(rest);
    const std::size_t taken = found < 0 ? 1 : superscripts[static_cast<std::size_t>(found)].first.size();
    append(found < 0 ? rest.substr(0, 1) : superscripts[static_cast<std::size_t>(found)].second, found >= 0);
    rest.remove_prefix(taken);
  }
  return runs;
}

double text_width(const TextMeasure& measure, const std::string& text, double points, bool bold) {
  double width = 0;
  for (const TextRun& run : text_runs(text))
    width += measure.width(run.text, run.raised ? points * raised_size : points, bold);
  return width;
}

std::string power_of_ten(int exponent) {
  if (exponent == 0) return "1";
  if (exponent == 1) return "10";
  std::string text = exponent < 0 ? "10⁻" : "10";
  for (const char digit : std::to_string(std::abs(exponent)))
    text += superscripts[static_cast<std::size_t>(digit - '0')].first;
  return text;
}

std::string typeset_number(const std::string& plain) {
  const bool negative = plain.size() > 1 && plain[0] == '-' && plain.find_first_of("0123456789.") == 1;
  std::string body = negative ? "−" + plain.substr(1) : plain;
  const std::size_t e = body.find('e');
  const bool scientific = e != std::string::npos && body.find_first_not_of("0123456789.−") == e &&
                          body.find_first_not_of("0123456789+-", e + 1) == std::string::npos && e + 1 < body.size() &&
                          e > 0;
  if (!scientific) return body;
  const std::string mantissa = body.substr(0, e);
  std::string power = power_of_ten(std::atoi(body.c_str() + e + 1));
  if (mantissa == "1") return power;
  return mantissa == "−1" ? "−" + power : mantissa + "×" + power;
}

std::vector<std::string> wrapped(const TextMeasure& measure, const std::string& text, double points, double width) {
  std::vector<std::string> lines;
  for (const std::string& word : split(text, ' ')) {
    const std::string longer = lines.empty() ? word : lines.back() + " " + word;
    if (lines.empty() || text_width(measure, longer, points) > width)
      lines.push_back(word);
    else
      lines.back() = longer;
  }
  return lines;
}

}  // namespace imprint
