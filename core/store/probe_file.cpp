// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/probe_file.h"

#include <fcntl.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/base/text.h"

namespace imprint {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::pair<ToleranceState, std::string_view>, 3> tolerance_names = {{
    {ToleranceState::none, ""},
    {ToleranceState::reached, "reached"},
    {ToleranceState::missed, "missed"},
}};

/// An empty cell leaves the value as it is.
template <class Number>
bool take_optional(const std::string& text, Number& value) {
  return text.empty() || take_number(text, value);
}

bool take_tolerance(const std::string& text, ToleranceState& value) {
  const auto found = std::ranges::find(tolerance_names, text, [](const auto& known) { return known.second; });
  if (found == tolerance_names.end()) return false;
  value = found->first;
  return true;
}

std::optional<ProbeRow> parse_line(std::string_view line) {
  const std::vector<std::string> cells = split(line, ',');
  ProbeRow row;
  const bool sound = cells.size() == 8 && take_number(cells[0], row.step) && !cells[1].empty() && !cells[2].empty() &&
                     take_number(cells[3], row.samples) && take_optional(cells[4], row.draws) &&
                     take_optional(cells[5], row.products) && take_tolerance(cells[6], row.tolerance) &&
                     take_optional(cells[7], row.residual);
  if (!sound) return std::nullopt;
  row.measure = cells[1];
  row.estimator = cells[2];
  return row;
}

/// Every whole line but the header that is a row, with its number.
template <class Visit>
void for_each_row(std::string_view text, Visit visit) {
  for (std::size_t begin = 0, end; (end = text.find('\n', begin)) != std::string_view::npos; begin = end + 1)
    if (const auto row = parse_line(text.substr(begin, end - begin))) visit(*row);
}

std::string count_or_nothing(std::int64_t count) { return count == 0 ? std::string() : std::to_string(count); }

std::string text_of(const fs::path& path) {
  std::error_code error;
  return fs::is_regular_file(path, error) ? read_file_inside(path) : std::string();
}

void require_plain(const std::string& name) {
  if (name.empty() || name.find_first_of(",\"\r\n") != std::string::npos)
    throw JobError("\"" + name + "\" cannot stand in probes.csv");
}

/// The writer's file, with the rows that are to stay.
FileDescriptor opened(const fs::path& path, std::int64_t last_step) {
  const std::string before = text_of(path), after = probes_up_to(before, last_step);
  if (before != after) write_file_atomically(path, after);
  return {path, O_RDWR | O_APPEND};
}

}  // namespace

std::string probe_line(const ProbeRow& row) {
  require_plain(row.measure);
  require_plain(row.estimator);
  std::string line =
      std::to_string(row.step) + "," + row.measure + "," + row.estimator + "," + std::to_string(row.samples);
  line += "," + count_or_nothing(row.draws) + "," + count_or_nothing(row.products) + ",";
  for (const auto& [state, name] : tolerance_names)
    if (state == row.tolerance) line += name;
  return line + "," + (std::isnan(row.residual) ? std::string() : shortest_text(row.residual)) + "\n";
}

std::string probes_up_to(const std::string& text, std::int64_t last_step) {
  std::string kept(probes_header);
  for_each_row(text, [&](const ProbeRow& row) {
    if (row.step <= last_step) kept += probe_line(row);
  });
  return kept;
}

ProbeWriter::ProbeWriter(const fs::path& path, std::int64_t last_step) : file_(opened(path, last_step)) {}

void ProbeWriter::append(std::span<const ProbeRow> rows) {
  std::string text;
  for (const ProbeRow& row : rows) text += probe_line(row);
  const std::int64_t length = file_.size();
  try {
    file_.write(text);
  } catch (...) {
    file_.truncate(length);
    throw;
  }
}

std::vector<ProbeRow> read_probes(const fs::path& path) {
  std::vector<ProbeRow> rows;
  for_each_row(text_of(path), [&](const ProbeRow& row) { rows.push_back(row); });
  return rows;
}

std::vector<ProbeRow> last_probes(std::span<const ProbeRow> rows) {
  std::vector<ProbeRow> last;
  for (const ProbeRow& row : rows) {
    const auto known = std::ranges::find(last, row.measure, &ProbeRow::measure);
    if (known == last.end())
      last.push_back(row);
    else
      *known = row;
  }
  return last;
}

}  // namespace imprint
