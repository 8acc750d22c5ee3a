// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/graphs/number_rows.h"

#include <algorithm>
#include <cmath>

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/base/text.h"

namespace imprint {
namespace {

constexpr double largest_whole = 0x1p53;

bool take_cell(std::string_view text, float& value) { return take_number(text, value) && std::isfinite(value); }

bool take_cell(std::string_view text, std::int64_t& value) {
  if (take_number(text, value)) return true;
  double number = 0;
  if (!take_number(text, number) || !(std::abs(number) < largest_whole) || number != std::floor(number)) return false;
  value = static_cast<std::int64_t>(number);
  return true;
}

/// Reads lines from the left.
template <class Number>
class RowReader {
 public:
  RowReader(const std::string& source, std::int64_t columns) : source_(source) { rows_.columns = columns; }

  void read_line(std::string_view line) {
    ++line_;
    if (trimmed(line).empty()) return;
    std::int64_t columns = 0;
    for (std::size_t begin = 0; begin <= line.size(); ++columns) {
      const std::size_t end = std::min(line.find(',', begin), line.size());
      Number value{};
      const std::string_view cell = trimmed(line.substr(begin, end - begin));
      if (!take_cell(cell, value))
        refuse("\"" + std::string(cell.substr(0, 40)) + "\" is no number" +
               (rows_.rows == 0 ? " (a header is not expected)" : ""));
      rows_.values.push_back(value);
      begin = end + 1;
    }
    if (rows_.columns == 0) rows_.columns = columns;
    if (columns != rows_.columns)
      refuse(std::to_string(rows_.columns) + " numbers are expected, found " + std::to_string(columns));
    ++rows_.rows;
  }

  NumberRows<Number> take() {
    if (rows_.rows == 0) throw InputError(source_ + ": there is no line with numbers in it");
    return std::move(rows_);
  }

 private:
  [[noreturn]] void refuse(const std::string& what) const {
    throw InputError(source_ + ": line " + std::to_string(line_) + ": " + what);
  }

  const std::string& source_;
  NumberRows<Number> rows_;
  std::int64_t line_ = 0;
};

template <class Number>
NumberRows<Number> rows_of(std::string_view text, std::int64_t columns, const std::string& source) {
  RowReader<Number> reader(source, columns);
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    reader.read_line(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return reader.take();
}

}  // namespace

NumberRows<float> float_rows(std::string_view text, const std::string& source) {
  return rows_of<float>(text, 0, source);
}

NumberRows<std::int64_t> whole_rows(std::string_view text, std::int64_t columns, const std::string& source) {
  return rows_of<std::int64_t>(text, columns, source);
}

}  // namespace imprint
