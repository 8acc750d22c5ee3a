// SPDX-License-Identifier: GPL-3.0-or-later
// How the gap to the baseline closes once the deficit is over, a line a condition of a sweep.
#include <algorithm>
#include <cmath>

#include "app/figure/panels/line_data.h"
#include "app/figure/panels/metric_words.h"
#include "app/figure/panels/sweep_parts.h"
#include "core/base/text.h"
#include "core/results/metric_info.h"

namespace imprint {
namespace {

LineData line_of(const ConditionReport& condition, double factor, double steps_per_unit) {
  LineData line;
  for (const BandPoint& point : condition.recovery) {
    line.x.push_back(point.x / steps_per_unit);
    line.y.push_back(scaled_value(point.mean, factor));
    line.low.push_back(point.interval ? scaled_value(point.interval->low, factor) : no_value);
    line.high.push_back(point.interval ? scaled_value(point.interval->high, factor) : no_value);
  }
  return line;
}

struct Drawn {
  std::string label;
  LineData line;
};

std::vector<Drawn> drawn_lines(PanelTask& task, const std::vector<SweepCut>& cuts, bool in_steps) {
  std::vector<Drawn> lines;
  for (const SweepCut& cut : cuts)
    for (const ConditionReport& condition : cut.report->conditions) {
      if (!has_fixed(cut, condition)) continue;
      const std::string words = (cuts.size() > 1 ? cut.report->name + ", " : "") + condition_words(cut, condition);
      if (condition.recovery.empty()) {
        note(task, words + ": no evaluation after the deficit's end that all seeds have");
        continue;
      }
      const double per_unit = in_steps ? 1 : static_cast<double>(cut.report->steps_per_epoch);
      lines.push_back(
          {with_count(words, condition.runs.size()), line_of(condition, shown_factor(cut.report->metric), per_unit)});
    }
  return lines;
}

std::string caption_of(const SweepReport& report, const std::vector<SweepCut>& cuts) {
  std::size_t fewest = static_cast<std::size_t>(-1), most = 0;
  for (const SweepCut& cut : cuts)
    for (const ConditionReport& condition : cut.report->conditions) {
      if (!has_fixed(cut, condition) || condition.runs.empty()) continue;
      fewest = std::min(fewest, condition.runs.size());
      most = std::max(most, condition.runs.size());
    }
  return "Gap to the seed-paired baseline in " + metric_words(report.metric) +
         " after the deficit's end, means over seeds (" + count_words(fewest, most) + ")" +
         intervals_words(report, "bands", most) + "; 0: recovered" + fixed_words(cuts.front()) + ".";
}

FigurePanel collect_recovery(PanelTask& task) {
  const bool in_steps = task.panel.x == "step";
  FigurePanel panel{.kind = "recovery",
                    .x = x_axis_of(task.panel, in_steps ? "Steps after the deficit" : "Epochs after the deficit"),
                    .y = y_axis_of(task.panel, "Gap to baseline")};
  const auto cuts = sweep_cuts(task, false);
  if (cuts.empty()) return empty_panel(task, panel.x, panel.y, why_no_sweep(task));
  const SweepReport& report = *cuts.front().report;
  panel.y = y_axis_of(task.panel, "Gap to baseline (" + damage_unit_words(report.metric) + ")");
  const auto lines = drawn_lines(task, cuts, in_steps);
  ValueRange shown{INFINITY, -INFINITY};
  double largest = 0;
  for (const Drawn& drawn : lines) {
    shown = united(shown, {drawn.line.x.front(), drawn.line.x.back()});
    for (const double gap : drawn.line.y) largest = std::max(largest, std::abs(gap));
  }
  fit_symlog(panel.y, largest);
  fit_symlog(panel.x, shown.high);
  const LineView view{panel.x.range.value_or(shown), panel.x.scale, panel.y.scale, task.columns};
  DroppedCounts dropped;
  for (const Drawn& drawn : lines) {
    FigureSeries series{.label = drawn.label, .look = static_cast<int>(panel.series.size())};
    series.pieces = line_pieces(drawn.line, view, dropped);
    if (!series.pieces.empty()) panel.series.push_back(std::move(series));
  }
  if (dropped.not_positive > 0)
    note(task,
         std::to_string(dropped.not_positive) + " values at or below 0 can't stand on a logarithmic axis: left out");
  if (panel.series.empty())
    return empty_panel(task, panel.x, panel.y, "No condition has evaluations after its deficit");
  if (!panel.y.scale.positive_only()) panel.rules = {{.at = 0, .label = ""}};
  panel.caption = caption_of(report, cuts);
  return panel;
}

}  // namespace

PanelKind recovery_panel() {
  return {.name = "recovery",
          .title = "Recovery",
          .fields = {"at", "interval", "x_scale", "x_range", "y_scale", "y_range", "x_label", "y_label"},
          .collect = collect_recovery};
}

}  // namespace imprint
