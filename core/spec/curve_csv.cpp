// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <numeric>
#include <span>

#include "core/base/csv_table.h"
#include "core/base/error.h"
#include "core/base/file_kind.h"
#include "core/base/text.h"
#include "core/spec/curve_rules.h"
#include "core/spec/preset_io.h"

namespace imprint {
namespace {

constexpr std::array<std::string_view, 7> column_names = {"at", "bits", "segment", "x1", "bits1", "x2", "bits2"};
constexpr std::size_t no_column = column_names.size();

/// Which cells of a row are what.
struct Layout {
  std::vector<std::size_t> columns;  // of each cell, its place in column_names
  bool named = false;                // by a heading
  char separator = ',';
};

bool is_heading(std::string_view cell) {
  return !cell.empty() && std::ranges::any_of(cell, [](char c) {
    return (c >= 'a' && c <= 'z' && c != 'e') || (c >= 'A' && c <= 'Z' && c != 'E');
  });
}

bool names_columns(const CsvRow& row) {
  return std::ranges::find(row.cells, column_names[0]) != row.cells.end() &&
         std::ranges::find(row.cells, column_names[1]) != row.cells.end();
}

[[noreturn]] void fail(const std::string& source, const CsvRow& row, const std::string& message) {
  throw InputError(source + ":" + std::to_string(row.line) + ": " + message);
}

/// By the heading. R numbers its rows in a column without a name.
std::vector<std::size_t> named_columns(const CsvRow& heading, const std::string& source) {
  std::vector<std::size_t> columns;
  for (const std::string& cell : heading.cells) {
    const auto column = static_cast<std::size_t>(std::ranges::find(column_names, cell) - column_names.begin());
    if (column == no_column && !cell.empty())
      fail(source, heading, "unknown column \"" + cell + "\"; a curve has at, bits, segment, x1, bits1, x2, bits2");
    if (column != no_column && std::ranges::find(columns, column) != columns.end())
      fail(source, heading, "the column \"" + cell + "\" is there twice");
    columns.push_back(column);
  }
  return columns;
}

/// Without names the columns stand in their order.
Layout layout_of(const CsvTable& table, const std::string& source) {
  Layout layout{std::vector<std::size_t>(column_names.size()), false, table.separator};
  std::iota(layout.columns.begin(), layout.columns.end(), std::size_t{0});
  if (table.rows.empty() || !names_columns(table.rows.front())) return layout;
  return {named_columns(table.rows.front(), source), true, table.separator};
}

/// One row as a point, with empty cells for what is missing.
class Point {
 public:
  Point(const CsvRow& row, const Layout& layout, const std::string& source)
      : row_(row), source_(source), separator_(layout.separator) {
    const std::size_t most = layout.columns.size();
    // R's write.table: row names come first, and the heading, one cell shorter, doesn't name them.
    const std::size_t names = layout.named && row.cells.size() == most + 1 ? 1 : 0;
    if (row.cells.size() > most + names)
      fail(source, row,
           "at most " + std::to_string(most) + " columns are expected, but there are " +
               std::to_string(row.cells.size()));
    for (std::size_t i = names; i < row.cells.size(); ++i)
      if (layout.columns[i - names] != no_column) cells_[layout.columns[i - names]] = row.cells[i];
  }

  void append_to(PrecisionCurve& curve) const {
    curve.at.push_back(number(0));
    curve.bits.push_back(number(1));
    curve.segment.push_back(optional_text(2).empty() ? "hold" : optional_text(2));
    if (curve.segment.back() != "bezier") return;
    for (std::size_t i = 3; i < column_names.size(); ++i) curve.handles.push_back(number(i));
  }

 private:
  /// R writes NA for what is missing.
  std::string optional_text(std::size_t column) const { return cells_[column] == "NA" ? "" : cells_[column]; }

  double number(std::size_t column) const {
    try {
      return csv_number(cells_[column], separator_);
    } catch (const InputError&) {
      fail(source_, row_, std::string(column_names[column]) + " must be a number, but is \"" + cells_[column] + "\"");
    }
  }

  const CsvRow& row_;
  const std::string& source_;
  char separator_;
  std::array<std::string, column_names.size()> cells_;
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

PrecisionCurve curve_from_csv(std::string_view text, const std::string& source, const TimeOfRow& time) {
  refuse_no_text(text, source, "a table of points", false);
  const CsvTable table = parse_csv(text, source);
  const Layout layout = layout_of(table, source);
  std::span<const CsvRow> rows = table.rows;
  if (layout.named || (!rows.empty() && is_heading(rows.front().cells.front()))) rows = rows.subspan(1);
  PrecisionCurve curve;
  for (const CsvRow& row : rows) Point(row, layout, source).append_to(curve);
  if (time && !layout.named) std::ranges::transform(curve.at, curve.at.begin(), time);
  const auto problems = curve_problems(curve, "curve", 1, 32);
  if (!problems.empty()) throw InputError(source + ": " + problems.front().key + " " + problems.front().message);
  return curve;
}

}  // namespace imprint
