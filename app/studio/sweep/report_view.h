// SPDX-License-Identifier: GPL-3.0-or-later
// Views of a report's conditions: as a table of two axes, and as lines along one. No widget knows how.
#pragma once

#include <QString>
#include <QStringList>
#include <map>
#include <string>
#include <vector>

#include "app/workflow/report/sweep_report.h"

namespace imprint::studio {

/// The value that a condition has on an axis; empty when it has none.
std::string coordinate_of(const ConditionReport& condition, const std::string& key);

/// All values of an axis: numbers ascending, other texts in the order of the report.
std::vector<std::string> axis_values(const SweepReport& report, const std::string& key);

/// Axes with at least two values; all of them when none has.
std::vector<std::string> varied_axes(const SweepReport& report);

struct HeatCell {
  int condition = -1;        // in the report; -1 = none
  std::string why_empty;     // instead of a value: "no such run in the grid", "2 of 3 runs are missing: ..."
  bool has_value() const { return condition >= 0 && why_empty.empty(); }
};

/// Damage over two axes; `y_key` may be empty: one row.
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

/// 100 for shares (accuracies), told in points; 1 for anything else.
double points_factor(const std::string& metric);
/// "points of test/accuracy", "test/loss".
QString damage_unit(const std::string& metric);
/// "+2.4", "-0.3", "0.0": damage as it stands in cells.
QString damage_text(double damage, const std::string& metric);
/// "**" below .01, "*" below .05, else nothing. Of adjusted p-values.
QString significance_sign(double adjusted_p);
/// ".032", "< .001".
QString p_text(double p);

/// Everything about one condition, a line each: for tool tips and for the screen reader.
QString condition_words(const SweepReport& report, const ConditionReport& condition);
/// "The Fisher trace at the deficit's end and the damage: rank correlation 0.62 (95 % 0.31 to 0.80), 24 runs: ..."
QString predictor_words(const PredictorReport& predictor);
/// What the numbers of the report are, in one sentence.
QString report_words(const SweepReport& report);
/// Rows of conditions with tabs between the columns, a header first.
QString conditions_as_text(const SweepReport& report);

}  // namespace imprint::studio
