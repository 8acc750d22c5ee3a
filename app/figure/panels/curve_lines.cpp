// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/figure/panels/curve_lines.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "app/curves/estimate_words.h"
#include "app/figure/panels/metric_words.h"
#include "core/base/text.h"
#include "core/store/probe_file.h"

namespace imprint {
namespace {

using MetricColumns = std::vector<const MetricColumn*>;

/// The runs of a line that have recorded the metric.
struct Recorded {
  std::vector<const FigureRun*> runs;
  MetricColumns columns;
};

Recorded recorded(PanelTask& task, const RunLine& line, const std::string& metric) {
  Recorded found;
  std::size_t readable = 0;
  for (const FigureRun* run : line.runs) {
    const MetricColumn* column = task.sources.column(*run, metric);
    if (!task.sources.is_readable(*run)) continue;
    ++readable;
    if (column == nullptr || column->steps.empty()) continue;
    found.runs.push_back(run);
    found.columns.push_back(column);
  }
  if (!found.runs.empty() && found.runs.size() < readable)
    note(task, std::to_string(readable - found.runs.size()) + " of " + std::to_string(readable) + " runs of " +
                   line.label + " have not recorded " + metric);
  return found;
}

std::string step_words(const FigureRun& run, std::int64_t step) {
  if (run.plan.steps_per_epoch <= 0) return "step " + std::to_string(step);
  const double epoch = static_cast<double>(step) / static_cast<double>(run.plan.steps_per_epoch);
  return "epoch " + plain_text(std::round(epoch * 100) / 100);
}

/// A mean ends where the first of its runs does.
void note_ends(PanelTask& task, const RunLine& line, const Recorded& found) {
  std::int64_t last = 0;
  for (const MetricColumn* column : found.columns) last = std::max(last, column->steps.back());
  for (std::size_t i = 0; i < found.runs.size(); ++i)
    if (const std::int64_t end = found.columns[i]->steps.back(); end < last)
      note(task, found.runs[i]->shown + " ends at " + step_words(*found.runs[i], end) + ", others at " +
                     step_words(*found.runs[i], last) + ": the mean of " + line.label + " ends with it");
}

void note_steps(PanelTask& task, const RunLine& line, const Recorded& found, std::size_t common) {
  std::size_t most = 0;
  std::int64_t first_end = found.columns.front()->steps.back();
  for (const MetricColumn* column : found.columns) first_end = std::min(first_end, column->steps.back());
  for (const MetricColumn* column : found.columns)
    most = std::max(
        most, static_cast<std::size_t>(std::ranges::upper_bound(column->steps, first_end) - column->steps.begin()));
  if (common < most)
    note(task, "the runs of " + line.label + " were not measured at the same steps: its mean stands at the " +
                   std::to_string(common) + " steps that all of them have");
}

/// From steps to the axis; nothing for a baseline that has no deficit's end of its own to count from.
std::optional<StepsShown> shown_for(const PanelTask& task, const RunLine& line, const std::vector<RunLine>& all) {
  const std::string& x = task.panel.x;
  if (x != "since-deficit" || !line.is_baseline) return steps_shown(x, line.runs.front()->plan);
  std::optional<std::int64_t> end;
  for (const RunLine& other : all) {
    if (other.is_baseline) continue;
    const std::int64_t own = deficit_end(other.runs.front()->plan);
    if (end && *end != own) return std::nullopt;
    end = own;
  }
  RunPlan plan = line.runs.front()->plan;
  plan.deficit_windows = {{0, end.value_or(deficit_end(plan))}};
  return steps_shown(x, plan);
}

std::vector<double> scaled(std::vector<double> values, double factor) {
  if (factor != 1)
    for (double& value : values) value = scaled_value(value, factor);
  return values;
}

/// Seconds are measured, so they are averaged over the runs as the values are.
std::vector<double> seconds_of(const Recorded& found, const std::vector<std::int64_t>& steps) {
  std::vector<RunValues> seconds;
  for (const MetricColumn* column : found.columns) seconds.push_back({column->steps, column->wall_seconds});
  std::vector<double> mean = band_statistics(seconds, "none").mean;
  mean.resize(steps.size());
  for (std::size_t i = 1; i < mean.size(); ++i) mean[i] = std::max(mean[i], mean[i - 1]);
  return mean;
}

std::vector<double> x_of(const std::vector<std::int64_t>& steps, const StepsShown& shown) {
  std::vector<double> x;
  x.reserve(steps.size());
  for (const std::int64_t step : steps) x.push_back(shown(static_cast<double>(step)));
  return x;
}

/// -+ one standard error of the estimates of a single run.
void add_error_band(CurveLine& line, const MetricColumn& column, double factor) {
  line.has_error_band = true;
  for (std::size_t i = 0; i < column.values.size(); ++i) {
    line.mean.low.push_back(scaled_value(column.values[i] - column.standard_errors[i], factor));
    line.mean.high.push_back(scaled_value(column.values[i] + column.standard_errors[i], factor));
  }
}

/// How the run's last value of a measure was taken.
std::optional<ProbeRow> probe_of(const FigureRun& run, const std::string& measure) {
  for (const ProbeRow& row : last_probes(read_probes(RunDirectory(run.directory).probes())))
    if (row.measure == measure) return row;
  return expected_probe(run.spec.probe, measure);
}

std::string error_words(const FigureRun& run, const std::string& metric) {
  const auto row = probe_of(run, measure_of(metric));
  const std::string source = row ? error_source(row->estimator) : std::string();
  return source.empty() ? source : metric_words(measure_of(metric)) + ": " + source;
}

LineData raw_line(const PanelTask& task, const MetricColumn& column, const StepsShown& shown, double factor) {
  const bool seconds = task.panel.x == "seconds";
  return {seconds ? column.wall_seconds : x_of(column.steps, shown), scaled(column.values, factor), {}, {}};
}

CurveLine line_of(PanelTask& task, const RunLine& runs, const Recorded& found, const StepsShown& shown, double factor) {
  const PanelRecipe& panel = task.panel;
  const bool smooth = panel.smoothing > 0;
  std::vector<std::vector<double>> smooth_values;
  std::vector<RunValues> values;
  if (smooth)
    for (const MetricColumn* column : found.columns) smooth_values.push_back(smoothed(column->values, panel.smoothing));
  for (std::size_t i = 0; i < found.columns.size(); ++i)
    values.push_back(
        {found.columns[i]->steps, smooth ? std::span<const double>(smooth_values[i]) : found.columns[i]->values});
  BandStatistics statistics = band_statistics(values, panel.band);
  note_steps(task, runs, found, statistics.steps.size());
  CurveLine line;
  line.is_baseline = runs.is_baseline;
  line.count = found.runs.size();
  line.mean.x = panel.x == "seconds" ? seconds_of(found, statistics.steps) : x_of(statistics.steps, shown);
  line.mean.y = scaled(std::move(statistics.mean), factor);
  line.mean.low = scaled(std::move(statistics.low), factor);
  line.mean.high = scaled(std::move(statistics.high), factor);
  const MetricColumn& first = *found.columns.front();
  const bool wants_errors = panel.band != "none" && panel.band != "min-max" && !smooth;
  if (found.runs.size() == 1 && wants_errors && !first.standard_errors.empty()) add_error_band(line, first, factor);
  if (smooth || (panel.single_runs && found.runs.size() > 1))
    for (const MetricColumn* column : found.columns) line.single.push_back(raw_line(task, *column, shown, factor));
  return line;
}

}  // namespace

std::vector<CurveLine> curve_lines(PanelTask& task, const std::vector<RunLine>& runs,
                                   const std::vector<std::string>& metrics) {
  std::vector<CurveLine> lines;
  for (const std::string& metric : metrics)
    for (const RunLine& line : runs) {
      const auto shown = shown_for(task, line, runs);
      if (!shown) {
        note(task,
             "left out " + line.label + ": the deficits end at different steps, so there is none to count it from");
        continue;
      }
      const Recorded found = recorded(task, line, metric);
      if (found.runs.empty()) continue;
      note_ends(task, line, found);
      CurveLine curve = line_of(task, line, found, *shown, shown_factor(metric));
      if (curve.has_error_band) curve.error_words = error_words(*found.runs.front(), metric);
      const std::string tag = metrics.size() > 1 ? metric_tag(metric) + ", " : "";
      curve.label = with_count(tag + line.label, found.runs.size());
      lines.push_back(std::move(curve));
    }
  return lines;
}

}  // namespace imprint
