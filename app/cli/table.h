// SPDX-License-Identifier: GPL-3.0-or-later
// A table for people: aligned columns, two blanks apart, no rules.
#pragma once

#include <string>
#include <vector>

namespace imprint::cli {

enum class Align { left, right };

struct Column {
  std::string title;
  Align align = Align::left;
};

class Table {
 public:
  explicit Table(std::vector<Column> columns);
  /// As many cells as there are columns. Each becomes one printable line: a name with line feeds would break the table.
  void add_row(std::vector<std::string> cells);
  /// The title line and a line a row, each with a newline and without blanks at its end. Widths count
  /// characters of UTF-8, not bytes.
  std::string text() const;

 private:
  std::vector<Column> columns_;
  std::vector<std::vector<std::string>> rows_;
};

/// 0.0396 with four significant digits, as the papers' tables have it; trailing zeros kept.
std::string significant(double value, int digits = 4);
/// "36.7 %".
std::string percent(double share);
/// As the metric is shown: "91.2 %" or `significant`.
std::string score_text(const std::string& metric, double value, int digits = 4);

}  // namespace imprint::cli
