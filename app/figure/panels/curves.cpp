// SPDX-License-Identifier: GPL-3.0-or-later
// Metrics over training: a line a condition, its band, its runs beneath.
#include <algorithm>
#include <set>

#include "app/figure/panels/curve_lines.h"
#include "app/figure/panels/metric_words.h"
#include "core/base/text.h"
#include "core/results/metric_row.h"

namespace imprint {
namespace {

std::vector<std::string> metrics_of_curves(const PanelRecipe& panel) {
  return panel.metrics.empty() ? std::vector<std::string>{metric::test_accuracy} : panel.metrics;
}

std::string why_no_runs(const PanelTask& task) {
  const std::string sources = listed(task.panel.sources);
  if (!task.panel.filter.empty() || !task.panel.at.empty()) return "No run of " + sources + " passes the filter";
  return "No stored runs in " + sources;
}

/// " (Fisher trace: images and drawn labels; Hessian trace: exact, no band)": what the errors of single runs are over.
std::string error_caption(const std::vector<CurveLine>& lines) {
  std::vector<std::string> told;
  for (const CurveLine& line : lines)
    if (!line.error_words.empty() && std::ranges::find(told, line.error_words) == told.end())
      told.push_back(line.error_words);
  std::string text;
  for (const std::string& words : told) text += (text.empty() ? " (" : "; ") + words;
  return text.empty() ? text : text + ")";
}

std::string band_caption(const PanelTask& task, const std::vector<CurveLine>& lines) {
  std::string text;
  const bool has_means = std::ranges::any_of(lines, [](const CurveLine& line) { return line.count > 1; });
  const bool has_errors = std::ranges::any_of(lines, &CurveLine::has_error_band);
  if (has_means && task.panel.band != "none") text += "; bands: " + band_words(task.panel.band);
  if (has_errors)
    text += std::string(text.empty() ? "; bands: " : "; of single runs ") + "\u00b1 1 standard error of the estimate" +
            error_caption(lines);
  return text;
}

std::string lines_caption(const std::vector<CurveLine>& lines) {
  std::set<std::size_t> counts;
  for (const CurveLine& line : lines) counts.insert(line.count);
  if (*counts.rbegin() == 1) return "single runs (N = 1)";
  return "means over seeds (" + count_words(*counts.begin(), *counts.rbegin()) + ")";
}

std::string caption_of(const PanelTask& task, const FigurePanel& panel, const std::vector<std::string>& metrics,
                       const std::vector<CurveLine>& lines) {
  std::vector<std::string> titles;
  for (const std::string& metric : metrics)
    titles.push_back(titles.empty() ? metric_title(metric) : metric_words(metric));
  const std::string what = listed(titles);
  std::string text = what + " over training. Lines: " + lines_caption(lines) + band_caption(task, lines);
  const bool has_runs = std::ranges::any_of(lines, [](const CurveLine& line) { return !line.single.empty(); });
  const bool smooth = task.panel.smoothing > 0;
  if (has_runs) text += smooth ? "; thin: the runs, not smoothed" : "; thin: the single runs";
  if (!panel.spans.empty()) text += "; shaded: the deficit";
  text += ".";
  if (smooth) text += " Exponential smoothing of weight " + plain_text(task.panel.smoothing) + ".";
  if (task.panel.x == "seconds") text += " Seconds are means over the runs.";
  return text;
}

bool draws(const FigurePanel& panel) { return !panel.series.empty(); }

std::string why_nothing(const std::vector<CurveLine>& lines, const FigurePanel& panel,
                        const std::vector<std::string>& metrics) {
  if (lines.empty()) return "None of the runs has recorded " + listed(metrics);
  return "No value of " + listed(metrics) +
         (panel.y.scale.positive_only() ? " is above 0: take y_scale = \"symlog\"" : " is finite");
}

FigurePanel collect(PanelTask& task, const std::vector<std::string>& metrics) {
  FigurePanel panel{.kind = task.panel.kind,
                    .x = x_axis_of(task.panel, step_axis_label(task.panel.x)),
                    .y = y_axis_of(task.panel, metric_axis_label(metrics))};
  const auto runs = task.sources.runs_of(task.panel);
  if (runs.empty()) return empty_panel(task, panel.x, panel.y, why_no_runs(task));
  task.sources.read(runs);
  std::vector<std::string> notes;
  const auto groups = run_lines(runs, task.panel.group, notes);
  for (const std::string& text : notes) note(task, text);
  const auto lines = curve_lines(task, groups, metrics);
  add_series(task, panel, lines);
  if (!draws(panel)) return empty_panel(task, panel.x, panel.y, why_nothing(lines, panel, metrics));
  if (task.panel.windows) panel.spans = deficit_spans(groups, task.panel.x);
  panel.caption = caption_of(task, panel, metrics, lines);
  return panel;
}

}  // namespace

FigurePanel collect_curves(PanelTask& task) { return collect(task, wanted_metrics(task.panel)); }

PanelKind curves_panel() {
  return {.name = "curves",
          .title = "Curves",
          .fields = {"metrics", "filter", "x", "x_scale", "x_range", "y_scale", "y_range", "group", "band",
                     "single_runs", "baseline", "windows", "smoothing", "x_label", "y_label"},
          .collect = collect_curves,
          .metrics = metrics_of_curves,
          .has_one_axis = true};
}

}  // namespace imprint
