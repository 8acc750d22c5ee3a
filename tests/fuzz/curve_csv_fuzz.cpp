// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "core/base/csv_table.h"
#include "core/spec/preset_io.h"
#include "tests/fuzz/fuzz_target.h"

namespace {

/// The table with every cell in quotes.
std::string quoted(const imprint::CsvTable& table) {
  std::string text;
  for (const imprint::CsvRow& row : table.rows) {
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      if (i > 0) text += table.separator;
      text += '"';
      for (const char c : row.cells[i]) text += c == '"' ? std::string("\"\"") : std::string(1, c);
      text += '"';
    }
    text += '\n';
  }
  return text;
}

/// What quotes would change in the eyes of the reader: the table's first row has no separator to be found.
bool separates(const imprint::CsvTable& table) { return !table.rows.empty() && table.rows.front().cells.size() > 1; }

}  // namespace

IMPRINT_FUZZ_TARGET(curve_csv) {
  using namespace imprint;
  CsvTable table;
  if (fuzz::accepts_by_name([&] { table = parse_csv(bytes, "input"); }) && separates(table)) {
    const CsvTable again = parse_csv(quoted(table), "written");
    fuzz::require(std::ranges::equal(again.rows, table.rows, {}, &CsvRow::cells, &CsvRow::cells),
                  "quotes change no cell");
  }
  PrecisionCurve curve;
  if (!fuzz::accepts_by_name([&] { curve = curve_from_csv(bytes, "input"); })) return;
  fuzz::require(curve_from_csv(curve_to_csv(curve), "written") == curve, "what is read is written and read equal");
}
