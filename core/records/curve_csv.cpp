// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/records/curve_rules.h"
#include "core/records/preset_io.h"

namespace imprint {
namespace {

constexpr std::size_t columns = 7;

/// Spreadsheets copy with tabs, and write semicolons where the comma is the decimal point.
char separator_of(std::string_view line) {
  for (const char candidate : {'\t', ';'})
    if (line.find(candidate) != std::string_view::npos) return candidate;
  return ',';
}

bool is_heading(std::string_view cell) {
  return !cell.empty() && std::any_of(cell.begin(), cell.end(), [](char c) {
    return (c >= 'a' && c <= 'z' && c != 'e') || (c >= 'A' && c <= 'Z' && c != 'E');
  });
}

/// One row, with empty cells for what is missing.
class Row {
 public:
  Row(std::string_view line, std::string place) : place_(std::move(place)), cells_(split(line, separator_of(line))) {
    if (cells_.size() > columns)
      throw InputError(place_ + ": at most " + std::to_string(columns) + " columns are expected, but there are " +
                       std::to_string(cells_.size()));
    cells_.resize(columns);
  }

  std::string text(std::size_t column) const { return std::string(trimmed(cells_[column])); }

  double number(std::size_t column, const char* what) const {
    try {
      return parse_double(text(column));
    } catch (const InputError&) {
      throw InputError(place_ + ": " + what + " must be a number, but is \"" + text(column) + "\"");
    }
  }

  void append_to(PrecisionCurve& curve) const {
    curve.at.push_back(number(0, "at"));
    curve.bits.push_back(number(1, "bits"));
    curve.segment.push_back(text(2).empty() ? "hold" : text(2));
    if (curve.segment.back() != "bezier") return;
    constexpr const char* names[] = {"x1", "bits1", "x2", "bits2"};
    for (std::size_t i = 0; i < 4; ++i) curve.handles.push_back(number(3 + i, names[i]));
  }

 private:
  std::string place_;
  std::vector<std::string> cells_;
};

}  // namespace

std::string curve_to_csv(const PrecisionCurve& curve) {
  std::string text = "at,bits,segment,x1,bits1,x2,bits2\n";
  std::size_t handle = 0;
  for (std::size_t i = 0; i < curve.at.size(); ++i) {
    text += shortest_text(curve.at[i]) + "," + shortest_text(curve.bits[i]) + "," + curve.segment[i];
    for (int j = 0; j < 4; ++j)
      text += "," + (curve.segment[i] == "bezier" ? shortest_text(curve.handles[handle++]) : std::string());
    text += "\n";
  }
  return text;
}

PrecisionCurve curve_from_csv(std::string_view text, const std::string& source) {
  PrecisionCurve curve;
  std::size_t number = 0;
  for (const std::string& line : split(text, '\n')) {
    ++number;
    if (trimmed(line).empty()) continue;
    const Row row(line, source + ":" + std::to_string(number));
    if (curve.at.empty() && is_heading(row.text(0))) continue;
    row.append_to(curve);
  }
  const auto problems = curve_problems(curve, "curve", 1, 32);
  if (!problems.empty()) throw InputError(source + ": " + problems.front().key + " " + problems.front().message);
  return curve;
}

}  // namespace imprint
