// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/metric_columns.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <string_view>

#include "core/base/atomic_file.h"
#include "core/base/number_text.h"
#include "core/store/metric_lines.h"
#include "core/store/record_limits.h"

namespace imprint {
namespace {

constexpr std::size_t unwanted = static_cast<std::size_t>(-1);
constexpr double none = std::numeric_limits<double>::quiet_NaN();

/// A row cut at its five commas, its numbers not yet read.
struct Cells {
  std::string_view step, epoch, wall_seconds, metric, value, standard_error;
};

bool cut(std::string_view line, Cells& cells) {
  std::string_view* const targets[] = {&cells.step, &cells.epoch, &cells.wall_seconds, &cells.metric, &cells.value};
  for (std::string_view* target : targets) {
    const auto comma = line.find(',');
    if (comma == std::string_view::npos) return false;
    *target = line.substr(0, comma);
    line.remove_prefix(comma + 1);
  }
  cells.standard_error = line;
  return !cells.metric.empty() && line.find(',') == std::string_view::npos;
}

/// Which column a name goes to. Rows come in much the same order at every step, so the next name is tried first.
class ColumnChooser {
 public:
  explicit ColumnChooser(std::span<const std::string> wanted) : wanted_(wanted) {}

  std::size_t column_of(std::string_view metric, std::vector<MetricColumn>& columns) {
    for (std::size_t i = 0; i < names_.size(); ++i) {
      cursor_ = cursor_ + 1 < names_.size() ? cursor_ + 1 : 0;
      if (names_[cursor_].name == metric) return names_[cursor_].column;
    }
    names_.push_back({std::string(metric), is_wanted(metric) ? columns.size() : unwanted});
    cursor_ = names_.size() - 1;
    if (names_.back().column != unwanted) columns.push_back({.metric = std::string(metric)});
    return names_.back().column;
  }

 private:
  struct Name {
    std::string name;
    std::size_t column;
  };

  bool is_wanted(std::string_view metric) const {
    return std::ranges::any_of(wanted_, [&](const std::string& name) {
      return name == metric || (name.ends_with('/') && metric.starts_with(name));
    });
  }

  std::span<const std::string> wanted_;
  std::vector<Name> names_;
  std::size_t cursor_ = 0;
};

struct Row {
  std::int64_t step = 0;
  double wall_seconds = 0;
  double value = 0;
  double standard_error = none;
};

bool read_row(const Cells& cells, Row& row) {
  double epoch = 0;
  return take_number(cells.step, row.step) && row.step >= 0 && row.step <= most_steps &&
         take_number(cells.epoch, epoch) && take_number(cells.wall_seconds, row.wall_seconds) &&
         take_number(cells.value, row.value) &&
         (cells.standard_error.empty() || take_number(cells.standard_error, row.standard_error));
}

void drop_from(MetricColumn& column, std::int64_t step) {
  while (!column.steps.empty() && column.steps.back() >= step) {
    column.steps.pop_back();
    column.values.pop_back();
    column.wall_seconds.pop_back();
    if (!column.standard_errors.empty()) column.standard_errors.pop_back();
  }
}

void add(MetricColumn& column, const Row& row) {
  drop_from(column, row.step);
  if (!std::isnan(row.standard_error)) column.standard_errors.resize(column.steps.size(), none);
  const bool has_errors = !column.standard_errors.empty() || !std::isnan(row.standard_error);
  column.steps.push_back(row.step);
  column.values.push_back(row.value);
  column.wall_seconds.push_back(row.wall_seconds);
  if (has_errors) column.standard_errors.push_back(row.standard_error);
}

}  // namespace

std::vector<MetricColumn> read_metric_columns(const std::filesystem::path& path, std::span<const std::string> wanted) {
  const std::string content = read_file_inside(path, largest_metrics_file);
  const std::string_view text = content;
  std::vector<MetricColumn> columns;
  ColumnChooser chooser(wanted);
  std::int64_t line_number = 0;
  std::size_t begin = 0;
  for (std::size_t end; (end = text.find('\n', begin)) != std::string_view::npos; begin = end + 1) {
    const std::string_view line = text.substr(begin, end - begin);
    Cells cells;
    Row row;
    if (++line_number == 1) {
      if (line != metrics_header.substr(0, metrics_header.size() - 1)) throw_damaged_metrics(path, line_number, line);
      continue;
    }
    if (!cut(line, cells)) throw_damaged_metrics(path, line_number, line);
    const std::size_t column = chooser.column_of(cells.metric, columns);
    if (column == unwanted) continue;
    if (!read_row(cells, row)) throw_damaged_metrics(path, line_number, line);
    add(columns[column], row);
  }
  return columns;
}

}  // namespace imprint
