// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/figure/panels/panel_parts.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/curves/step_axis.h"

namespace imprint {
namespace {

constexpr std::size_t most_spans = 4;

ValueScale scale_called(const std::string& name, const std::vector<double>& left_out) {
  ValueScale scale;
  if (name == "log") scale.kind = ScaleKind::logarithmic;
  if (name == "symlog") scale.kind = ScaleKind::symmetric_log;
  if (name == "broken" && left_out.size() == 2) {
    scale.kind = ScaleKind::broken;
    scale.break_low = left_out[0];
    scale.break_high = left_out[1];
  }
  return scale;
}

FigureAxis axis_of(const std::string& label, const std::string& scale, const std::vector<double>& range,
                   const std::vector<double>& left_out) {
  FigureAxis axis{.label = label, .scale = scale_called(scale, left_out)};
  if (range.size() == 2) axis.range = ValueRange{range[0], range[1]};
  return axis;
}

StepUnit unit_called(const std::string& x) {
  if (x == "epoch") return StepUnit::epoch;
  return x == "since-deficit" ? StepUnit::since_deficit : StepUnit::step;
}

/// What the first deficits of the runs of one window have in common.
std::string span_label(const std::vector<std::string>& labels) {
  const bool same = std::ranges::all_of(labels, [&](const std::string& label) { return label == labels.front(); });
  return same ? labels.front() : "deficit";
}

}  // namespace

FigureAxis x_axis_of(const PanelRecipe& panel, const std::string& label) {
  return axis_of(panel.x_label.empty() ? label : panel.x_label, panel.x_scale, panel.x_range, {});
}

FigureAxis y_axis_of(const PanelRecipe& panel, const std::string& label) {
  return axis_of(panel.y_label.empty() ? label : panel.y_label, panel.y_scale, panel.y_range, panel.y_break);
}

void fit_symlog(FigureAxis& axis, double largest) {
  if (axis.scale.kind == ScaleKind::symmetric_log && largest > 0) axis.scale.threshold = symlog_threshold(largest);
}

StepsShown steps_shown(const std::string& x, const RunPlan& plan) {
  const StepMapping mapping = step_mapping(unit_called(x), plan.steps_per_epoch, deficit_end(plan));
  return {mapping.offset, mapping.scale};
}

std::string step_axis_label(const std::string& x) {
  if (x == "epoch") return "Epoch";
  if (x == "since-deficit") return "Epochs after the deficit";
  return x == "seconds" ? "Seconds" : "Step";
}

std::int64_t deficit_end(const RunPlan& plan) {
  std::int64_t end = 0;
  for (const StepWindow& window : plan.deficit_windows) end = std::max(end, window.end);
  return end;
}

std::vector<FigureSpan> deficit_spans(std::span<const RunLine> lines, const std::string& x) {
  std::vector<std::pair<std::pair<double, double>, std::vector<std::string>>> windows;
  for (const RunLine& line : lines) {
    const FigureRun& run = *line.runs.front();
    const StepsShown shown = steps_shown(x, run.plan);
    for (std::size_t i = 0; i < std::min(run.plan.deficit_windows.size(), run.spec.deficits.size()); ++i) {
      const StepWindow& window = run.plan.deficit_windows[i];
      const std::pair place = {shown(static_cast<double>(window.begin)), shown(static_cast<double>(window.end))};
      ExperimentSpec one;
      one.deficits = {run.spec.deficits[i]};
      auto found = std::ranges::find(windows, place, [](const auto& known) { return known.first; });
      if (found == windows.end()) found = windows.insert(windows.end(), {place, {}});
      found->second.push_back(deficit_words(one));
    }
  }
  std::vector<FigureSpan> spans;
  if (windows.size() > most_spans || x == "seconds") return spans;
  for (const auto& [place, labels] : windows) spans.push_back({place.first, place.second, span_label(labels)});
  return spans;
}

std::string band_words(const std::string& band) {
  if (band == "std") return "\u00b1 1 standard deviation over seeds";
  if (band == "stderr") return "\u00b1 1 standard error of the mean over seeds";
  if (band == "ci95") return "95 % Student t interval of the mean over seeds";
  return band == "min-max" ? "smallest to largest over seeds" : "";
}

void note(PanelTask& task, const std::string& text) {
  task.sources.note(task.name.empty() ? text : task.name + ": " + text);
}

FigurePanel empty_panel(const PanelTask& task, FigureAxis x, FigureAxis y, const std::string& why) {
  FigurePanel panel{.kind = task.panel.kind, .x = std::move(x), .y = std::move(y)};
  panel.empty_text = why;
  panel.caption = "Nothing to draw: " + why;
  return panel;
}

std::string count_words(std::size_t fewest, std::size_t most) {
  return "N = " + std::to_string(fewest) + (most > fewest ? " to " + std::to_string(most) : "");
}

std::string listed(std::span<const std::string> names) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i)
    text += (i == 0 ? "" : i + 1 == names.size() ? " and " : ", ") + names[i];
  return text;
}

}  // namespace imprint
