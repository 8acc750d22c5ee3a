// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workflow/report/sweep_views.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "core/base/error.h"
#include "core/base/text.h"

namespace imprint {
namespace {

using Others = std::map<std::string, std::string>;

double number_or_nan(const std::string& text) {
  try {
    return parse_double(text);
  } catch (const InputError&) {
    return std::nan("");
  }
}

/// Whether the condition has these values on every axis but those of the picture.
bool fits(const SweepReport& report, const ConditionReport& condition, const std::string& x_key,
          const std::string& y_key, const Others& others) {
  for (const std::string& axis : report.axes) {
    if (axis == x_key || axis == y_key) continue;
    const auto chosen = others.find(axis);
    const auto values = axis_values(report, axis);
    const std::string wanted = chosen != others.end() ? chosen->second : values.empty() ? "" : values.front();
    if (coordinate_of(condition, axis) != wanted) return false;
  }
  return true;
}

HeatCell cell_of(const SweepReport& report, int index) {
  const ConditionReport& condition = report.conditions[static_cast<std::size_t>(index)];
  HeatCell cell;
  cell.condition = index;
  if (!condition.runs.empty()) {
    if (condition.damage.no_clean_step) cell.why_empty = "no clean step: the deficit reaches the end";
    return cell;
  }
  cell.why_empty = "no run is finished yet";
  if (condition.missing.empty()) return cell;
  const std::string& first = condition.missing.front();  // "onset=0_seed=1: queued"
  const std::size_t reason = first.rfind(": ");
  cell.why_empty = std::to_string(condition.missing.size()) +
                   " missing: " + (reason == std::string::npos ? first : first.substr(reason + 2));
  return cell;
}

HeatCell find_cell(const SweepReport& report, const HeatTable& table, const std::string& x, const std::string& y,
                   const Others& others) {
  for (std::size_t i = 0; i < report.conditions.size(); ++i) {
    const ConditionReport& condition = report.conditions[i];
    if (coordinate_of(condition, table.x_key) != x) continue;
    if (!table.y_key.empty() && coordinate_of(condition, table.y_key) != y) continue;
    if (fits(report, condition, table.x_key, table.y_key, others)) return cell_of(report, static_cast<int>(i));
  }
  return {-1, "the grid has no such run"};
}

}  // namespace

std::string coordinate_of(const ConditionReport& condition, const std::string& key) {
  const auto found = std::ranges::find(condition.coordinates, key, &Coordinate::key);
  return found == condition.coordinates.end() ? std::string() : found->value;
}

std::vector<std::string> axis_values(const SweepReport& report, const std::string& key) {
  std::vector<std::string> values;
  for (const ConditionReport& condition : report.conditions)
    if (const std::string value = coordinate_of(condition, key);
        !value.empty() && std::ranges::find(values, value) == values.end())
      values.push_back(value);
  const bool numeric =
      std::ranges::all_of(values, [](const auto& value) { return std::isfinite(number_or_nan(value)); });
  if (numeric) std::ranges::stable_sort(values, {}, number_or_nan);
  return values;
}

std::vector<std::string> varied_axes(const SweepReport& report) {
  std::vector<std::string> axes;
  for (const std::string& axis : report.axes)
    if (axis_values(report, axis).size() > 1) axes.push_back(axis);
  return axes.empty() ? report.axes : axes;
}

bool is_numeric_axis(const SweepReport& report, const std::string& key) {
  return std::ranges::all_of(axis_values(report, key),
                             [](const std::string& value) { return std::isfinite(number_or_nan(value)); });
}

HeatTable heat_table(const SweepReport& report, const std::string& x_key, const std::string& y_key,
                     const Others& others) {
  HeatTable table;
  table.x_key = x_key;
  table.y_key = y_key == x_key ? std::string() : y_key;
  table.x_values = axis_values(report, x_key);
  table.y_values = table.y_key.empty() ? std::vector<std::string>{""} : axis_values(report, y_key);
  for (const std::string& y : table.y_values)
    for (const std::string& x : table.x_values) table.cells.push_back(find_cell(report, table, x, y, others));
  for (const HeatCell& cell : table.cells)
    if (cell.has_value())
      table.largest =
          std::max(table.largest, std::abs(report.conditions[static_cast<std::size_t>(cell.condition)].damage.mean));
  return table;
}

std::vector<DamageLine> damage_lines(const SweepReport& report, const std::string& x_key, const std::string& line_key,
                                     const Others& others) {
  const HeatTable table = heat_table(report, x_key, line_key, others);
  const bool numeric = is_numeric_axis(report, x_key);
  std::vector<DamageLine> lines;
  for (std::size_t y = 0; y < table.y_values.size(); ++y) {
    DamageLine line{table.y_values[y], {}};
    for (std::size_t x = 0; x < table.x_values.size(); ++x) {
      const HeatCell& cell = table.at(static_cast<int>(x), static_cast<int>(y));
      if (!cell.has_value()) continue;
      const ConditionReport& condition = report.conditions[static_cast<std::size_t>(cell.condition)];
      line.points.push_back({numeric ? number_or_nan(table.x_values[x]) : static_cast<double>(x), condition.damage.mean,
                             condition.damage.interval, static_cast<int>(condition.runs.size())});
    }
    if (!line.points.empty()) lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace imprint
