// SPDX-License-Identifier: GPL-3.0-or-later
// Tables as spreadsheets and R write them: RFC 4180, with what is common beyond it.
//
//   columns   apart by tabs, semicolons or commas: the first of these that stands outside quotes in the first row which
//             has one
//   cells     plain, or within double quotes, where separators, line ends and doubled quotes ("") are text; blanks
//             around a cell don't count
//   lines     end with \n, \r\n or \r; empty ones are left out. A byte order mark before the first is skipped.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace imprint {

struct CsvRow {
  std::int64_t line = 1;  // on which it begins, from 1
  std::vector<std::string> cells;
};

struct CsvTable {
  char separator = ',';
  std::vector<CsvRow> rows;
};

/// Throws InputError "FILE:3: ..." for a quote that is never closed, and for text behind a closed one.
CsvTable parse_csv(std::string_view text, const std::string& source);

/// The number that a cell holds, where the comma is the decimal point if it doesn't separate columns. Throws InputError
/// as parse_double.
double csv_number(std::string_view cell, char separator);

}  // namespace imprint
