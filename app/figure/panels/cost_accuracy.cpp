// SPDX-License-Identifier: GPL-3.0-or-later
// What a condition cost against what it reached, a point a condition.
#include <algorithm>
#include <cmath>

#include "analysis/critical/damage.h"
#include "analysis/critical/seed_mean.h"
#include "app/figure/panels/line_data.h"
#include "app/figure/panels/metric_words.h"
#include "app/figure/panels/panel_parts.h"
#include "app/figure/panels/sweep_parts.h"
#include "core/base/error.h"
#include "core/results/metric_row.h"

namespace imprint {
namespace {

std::vector<std::string> metrics_of_cost(const PanelRecipe& panel) {
  return {panel.metrics.empty() ? std::string(metric::test_accuracy) : panel.metrics.front(), metric::relative_cost};
}

/// A condition's runs, each with its cost and its final value.
struct Measured {
  std::string label;
  bool is_baseline = false;
  std::vector<double> costs, finals;
  bool no_clean_step = false;  // a deficit reaches the end: what was reached is the deficit's
};

FinalValue final_of(const FigureRun& run, const MetricColumn& column) {
  std::vector<MetricRow> rows;
  for (std::size_t i = 0; i < column.values.size(); ++i)
    rows.push_back({.step = column.steps[i], .metric = column.metric, .value = column.values[i]});
  const std::int64_t end = run.spec.deficits.empty() ? 0 : deficit_end(run.plan);
  try {
    return final_value(rows, column.metric, run.spec.comparison, end);
  } catch (const InputError&) {
    return {};  // it has not trained a step
  }
}

Measured measured(PanelTask& task, const RunLine& line, const std::string& metric) {
  Measured found{line.label, line.is_baseline, {}, {}, false};
  for (const FigureRun* run : line.runs) {
    const MetricColumn* cost = task.sources.column(*run, metric::relative_cost);
    const MetricColumn* column = task.sources.column(*run, metric);
    if (cost == nullptr || column == nullptr || cost->values.empty() || column->values.empty()) {
      note(task,
           "left out " + run->shown + ": it has not recorded " + (column == nullptr ? metric : metric::relative_cost));
      continue;
    }
    const FinalValue final = final_of(*run, *column);
    if (!std::isfinite(final.value) || !std::isfinite(cost->values.back())) {
      const std::string why = final.used == 0 ? " is not there yet" : " is not finite";
      note(task, "left out " + run->shown + ": its final " + metric + why);
      continue;
    }
    found.costs.push_back(scaled_value(cost->values.back(), shown_factor(metric::relative_cost)));
    found.finals.push_back(scaled_value(final.value, shown_factor(metric)));
    found.no_clean_step |= final.no_clean_step;
  }
  return found;
}

/// The band of a recipe around one mean: a line of a single step.
FigurePoint point_of(const Measured& found, const std::string& band) {
  static constexpr std::int64_t only_step[] = {0};
  std::vector<RunValues> runs;
  for (const double& value : found.finals) runs.push_back({only_step, {&value, 1}});
  const BandStatistics statistics = band_statistics(runs, band);
  FigurePoint point{seed_mean(found.costs), statistics.mean.front()};
  if (statistics.low.empty()) return point;
  point.low = statistics.low.front();
  point.high = statistics.high.front();
  return point;
}

FigurePanel collect_cost_accuracy(PanelTask& task) {
  const std::string metric = wanted_metrics(task.panel).front();
  FigurePanel panel{
      .kind = "cost-accuracy",
      .x = x_axis_of(task.panel, "Training cost (% of 32 bits)"),
      .y = y_axis_of(task.panel, "Final " + metric_words(metric) + (is_told_in_points(metric) ? " (%)" : ""))};
  const auto runs = task.sources.runs_of(task.panel);
  if (runs.empty()) return empty_panel(task, panel.x, panel.y, "No stored runs in " + listed(task.panel.sources));
  task.sources.read(runs);
  std::vector<std::string> notes;
  const auto lines = run_lines(runs, task.panel.group, notes);
  for (const std::string& text : notes) note(task, text);
  std::size_t fewest = static_cast<std::size_t>(-1), most = 0;
  for (const RunLine& line : lines) {
    const Measured found = measured(task, line, metric);
    if (found.finals.empty()) continue;
    fewest = std::min(fewest, found.finals.size());
    most = std::max(most, found.finals.size());
    panel.series.push_back({.label = "",
                            .shape = SeriesShape::points,
                            .look = static_cast<int>(panel.series.size()),
                            .pieces = {{point_of(found, task.panel.band)}},
                            .names = {found.label + (found.no_clean_step ? ", no clean step" : "")}});
  }
  if (panel.series.empty())
    return empty_panel(task, panel.x, panel.y, "No run has recorded both cost/relative and " + metric);
  const std::string rule = final_evaluation_words(final_rule_words(runs.front()->spec.comparison));
  panel.caption = "Final " + metric_words(metric) + " (" + rule +
                  ") against the relative cost of training, a point a condition: means over seeds (" +
                  count_words(fewest, most) + ")" +
                  (most > 1 && task.panel.band != "none" ? "; bars: " + band_words(task.panel.band) : "") + ".";
  return panel;
}

}  // namespace

PanelKind cost_accuracy_panel() {
  return {.name = "cost-accuracy",
          .title = "Cost and accuracy",
          .fields = {"metrics", "filter", "x_scale", "x_range", "y_scale", "y_range", "x_label", "y_label"},
          .collect = collect_cost_accuracy,
          .metrics = metrics_of_cost};
}

}  // namespace imprint
