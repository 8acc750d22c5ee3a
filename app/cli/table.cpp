// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/table.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "core/base/printable_text.h"
#include "core/results/metric_info.h"

namespace imprint::cli {
namespace {

/// Characters: every byte that does not continue one.
std::size_t width_of(const std::string& text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

std::string padded(const std::string& cell, std::size_t width, Align align) {
  const std::string blanks(width - width_of(cell), ' ');
  return align == Align::left ? cell + blanks : blanks + cell;
}

std::string cell_of(const std::string& text) {
  constexpr std::size_t longest = 1000;  // nothing sensible is longer, and all cells of the column are padded to it
  return printable_line(text.size() <= longest ? text : text.substr(0, longest) + " ...");
}

std::string formatted(const char* format, int precision, double value) {
  std::array<char, 64> buffer;
  std::snprintf(buffer.data(), buffer.size(), format, precision, value);
  return buffer.data();
}

}  // namespace

Table::Table(std::vector<Column> columns) : columns_(std::move(columns)) {
  for (Column& column : columns_) column.title = cell_of(column.title);
}

void Table::add_row(std::vector<std::string> cells) {
  cells.resize(columns_.size());
  for (std::string& cell : cells) cell = cell_of(cell);
  rows_.push_back(std::move(cells));
}

std::string Table::text() const {
  std::vector<std::string> titles;
  std::vector<std::size_t> widths;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    titles.push_back(columns_[i].title);
    widths.push_back(width_of(columns_[i].title));
    for (const auto& row : rows_) widths[i] = std::max(widths[i], width_of(row[i]));
  }
  std::string text;
  const auto add_line = [&](const std::vector<std::string>& cells) {
    std::string line;
    for (std::size_t i = 0; i < cells.size(); ++i)
      line += (i == 0 ? "" : "  ") + padded(cells[i], widths[i], columns_[i].align);
    text += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
  };
  add_line(titles);
  for (const auto& row : rows_) add_line(row);
  return text;
}

std::string significant(double value, int digits) {
  if (value == 0 || !std::isfinite(value)) return formatted("%.*f", 0, value);
  const int leading = static_cast<int>(std::floor(std::log10(std::abs(value))));
  if (leading < -5 || leading >= 7) return formatted("%.*e", digits - 1, value);
  return formatted("%.*f", std::max(0, digits - 1 - leading), value);
}

std::string percent(double share) { return formatted("%.*f", 1, 100 * share) + " %"; }

std::string score_text(const std::string& metric, double value, int digits) {
  return is_told_in_points(metric) ? percent(value) : significant(value, digits);
}

}  // namespace imprint::cli
