// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/csv_table.h"

#include <algorithm>

#include "core/base/error.h"
#include "core/base/file_kind.h"
#include "core/base/text.h"

namespace imprint {
namespace {

bool ends_line(char c) { return c == '\n' || c == '\r'; }

char first_separator_in(std::string_view row) {
  for (const char candidate : {'\t', ';', ','})
    if (row.find(candidate) != std::string_view::npos) return candidate;
  return '\0';
}

/// Of the first row that has one; what stands in quotes doesn't count.
char separator_of(std::string_view text) {
  std::string row;
  bool quoted = false;
  for (const char c : text) {
    if (c == '"') quoted = !quoted;
    if (!quoted && !ends_line(c)) row += c;
    if (quoted || !ends_line(c)) continue;
    if (const char found = first_separator_in(row); found != '\0') return found;
    row.clear();
  }
  const char found = first_separator_in(row);
  return found == '\0' ? ',' : found;
}

class CsvReader {
 public:
  CsvReader(std::string_view text, std::string source) : text_(text), source_(std::move(source)) {}

  CsvTable read() {
    table_.separator = separator_of(text_);
    while (at_ < text_.size()) {
      CsvRow row = next_row();
      if (row.cells.size() > 1 || !row.cells.front().empty()) table_.rows.push_back(std::move(row));
    }
    return std::move(table_);
  }

 private:
  bool at_end_of_cell() const { return at_ == text_.size() || text_[at_] == table_.separator || ends_line(text_[at_]); }

  CsvRow next_row() {
    CsvRow row{line_, {next_cell()}};
    while (at_ < text_.size() && text_[at_] == table_.separator) {
      ++at_;
      row.cells.push_back(next_cell());
    }
    if (at_ < text_.size()) take_line_end();
    return row;
  }

  void take_line_end() {
    at_ += text_.substr(at_).starts_with("\r\n") ? 2 : 1;
    ++line_;
  }

  void skip_blanks() {
    while (!at_end_of_cell() && (text_[at_] == ' ' || text_[at_] == '\t')) ++at_;
  }

  std::string next_cell() {
    skip_blanks();
    if (at_ < text_.size() && text_[at_] == '"') return quoted_cell();
    const std::size_t begin = at_;
    while (!at_end_of_cell()) ++at_;
    return std::string(trimmed(text_.substr(begin, at_ - begin)));
  }

  std::string quoted_cell() {
    const std::int64_t first_line = line_;
    std::string cell;
    for (++at_;; ++at_) {
      if (at_ == text_.size()) fail(first_line, "the quote that begins here is never closed");
      if (text_[at_] == '"' && !text_.substr(at_ + 1).starts_with('"')) break;
      if (text_[at_] == '"') ++at_;
      if (text_[at_] == '\n') ++line_;
      cell += text_[at_];
    }
    ++at_;
    skip_blanks();
    if (!at_end_of_cell()) fail(line_, "text stands behind a closing quote; a quote within a cell is doubled: \"\"");
    return cell;
  }

  [[noreturn]] void fail(std::int64_t line, const std::string& message) const {
    throw InputError(source_ + ":" + std::to_string(line) + ": " + message);
  }

  std::string_view text_;
  std::string source_;
  std::size_t at_ = 0;
  std::int64_t line_ = 1;
  CsvTable table_;
};

}  // namespace

CsvTable parse_csv(std::string_view text, const std::string& source) {
  return CsvReader(without_byte_order_mark(text), source).read();
}

double csv_number(std::string_view cell, char separator) {
  const auto comma = cell.find(',');
  if (separator == ',' || comma == std::string_view::npos) return parse_double(cell);
  std::string with_point(cell);
  with_point[comma] = '.';
  return parse_double(with_point);
}

}  // namespace imprint
