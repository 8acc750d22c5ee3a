// SPDX-License-Identifier: GPL-3.0-or-later
// Views of a report's conditions: as a table of two axes, and as lines along one. Desktop and figures share them.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "app/workflow/report/sweep_report.h"

namespace imprint {

/// The value that a condition has on an axis; empty when it has none.
std::string coordinate_of(const ConditionReport& condition, const std::string& key);

/// All values of an axis: numbers ascending, other texts in the order of the report.
std::vector<std::string> axis_values(const SweepReport& report, const std::string& key);

/// Axes with at least two values; all of them when none has.
std::vector<std::string> varied_axes(const SweepReport& report);

struct HeatCell {
  int condition = -1;     // in the report; -1 = none
  std::string why_empty;  // instead of a value: "the grid has no such run", "2 missing: ...", "no clean step: ..."
  bool has_value() const { return condition >= 0 && why_empty.empty(); }
};

/// Lasting damage over two axes; `y_key` may be empty: one row. Conditions whose deficit reaches the end have none.
struct HeatTable {
  std::string x_key, y_key;
  std::vector<std::string> x_values, y_values;
  std::vector<HeatCell> cells;  // row by row
  double largest = 0;           // magnitude of the damage
  const HeatCell& at(int x, int y) const {
    return cells[static_cast<std::size_t>(y) * x_values.size() + static_cast<std::size_t>(x)];
  }
};

/// `others` are the values of the axes that are not shown; one that is missing there takes its first value.
HeatTable heat_table(const SweepReport& report, const std::string& x_key, const std::string& y_key,
                     const std::map<std::string, std::string>& others);

/// A quantity along one axis, a line for every value of another.
struct DamageLine {
  std::string value;              // of the other axis; empty without one
  std::vector<BandPoint> points;  // x: the axis' number, or the place of its text
};
std::vector<DamageLine> damage_lines(const SweepReport& report, const std::string& x_key, const std::string& line_key,
                                     const std::map<std::string, std::string>& others);
/// Whether all values of an axis are numbers.
bool is_numeric_axis(const SweepReport& report, const std::string& key);

}  // namespace imprint
