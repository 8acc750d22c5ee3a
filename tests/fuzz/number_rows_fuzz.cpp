// SPDX-License-Identifier: GPL-3.0-or-later
// The first byte says what is asked for: i = two whole numbers a line, else floats; the rest is the table.
#include "datasets/graphs/number_rows.h"

#include <cmath>

#include "tests/fuzz/fuzz_target.h"

namespace imprint::fuzz {
namespace {

template <class Number>
void check(const NumberRows<Number>& table) {
  require(table.rows > 0 && table.columns > 0, "what is taken has a row and a column");
  require(static_cast<std::int64_t>(table.values.size()) == table.rows * table.columns,
          "as many numbers as rows and columns say");
  for (const Number value : table.values) require(std::isfinite(static_cast<double>(value)), "numbers are finite");
}

void check_table(char kind, std::string_view text) {
  if (kind == 'i')
    accepts_by_name([&] {
      const auto table = whole_rows(text, 2, "input");
      require(table.columns == 2, "the columns that are asked for");
      check(table);
    });
  else
    accepts_by_name([&] { check(float_rows(text, "input")); });
}

}  // namespace
}  // namespace imprint::fuzz

IMPRINT_FUZZ_TARGET(number_rows) {
  if (!bytes.empty()) imprint::fuzz::check_table(bytes.front(), bytes.substr(1));
}
