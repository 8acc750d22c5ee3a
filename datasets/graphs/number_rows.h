// SPDX-License-Identifier: GPL-3.0-or-later
// Tables of numbers without a header, as OGB writes them: a row a line, commas between.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace imprint {

template <class Number>
struct NumberRows {
  std::vector<Number> values;  // row after row
  std::int64_t rows = 0;
  std::int64_t columns = 0;
};

/// Throws InputError that names `source` and the line: no number, another number of columns than the first line has, no
/// line at all.
NumberRows<float> float_rows(std::string_view text, const std::string& source);

/// The same of whole numbers, of which `columns` stand in a line; one that is written as 3.0 counts.
NumberRows<std::int64_t> whole_rows(std::string_view text, std::int64_t columns, const std::string& source);

}  // namespace imprint
