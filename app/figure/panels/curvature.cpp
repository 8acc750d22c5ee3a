// SPDX-License-Identifier: GPL-3.0-or-later
// Fisher and Hessian traces over training, or what the layers contribute to one of them.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "app/figure/panels/curve_lines.h"
#include "app/figure/panels/line_data.h"
#include "app/figure/panels/metric_words.h"
#include "app/figure/panels/panel_parts.h"
#include "core/results/metric_row.h"

namespace imprint {
namespace {

std::vector<std::string> metrics_of_curvature(const PanelRecipe& panel) {
  if (panel.layer_shares)
    return {(panel.metrics.empty() ? std::string(metric::fisher_trace) : panel.metrics.front()) + "/"};
  if (!panel.metrics.empty()) return panel.metrics;
  return {metric::fisher_trace, metric::hessian_trace};
}

/// The layers' mean magnitudes over the runs of one line, at the steps that all of them have.
struct LayerValues {
  std::vector<std::string> layers;  // in the order of the network
  std::vector<std::int64_t> steps;
  std::vector<std::vector<double>> values;  // one a layer, as long as steps
  bool has_negative = false;
  bool has_rest = false;  // the last one is several
};

std::vector<std::string> layers_of(const std::vector<MetricColumn>& columns, const std::string& prefix) {
  std::vector<std::string> layers;
  for (const MetricColumn& column : columns)
    if (column.metric.starts_with(prefix)) layers.push_back(column.metric.substr(prefix.size()));
  return layers;
}

LayerValues layer_values(PanelTask& task, const RunLine& line, const std::string& prefix) {
  LayerValues found;
  found.layers = layers_of(task.sources.columns(*line.runs.front()), prefix);
  for (const std::string& layer : found.layers) {
    std::vector<RunValues> runs;
    for (const FigureRun* run : line.runs)
      if (const MetricColumn* column = task.sources.column(*run, prefix + layer))
        runs.push_back({column->steps, column->values});
    BandStatistics mean = band_statistics(runs, "none");
    if (found.steps.empty()) found.steps = mean.steps;
    mean.mean.resize(found.steps.size(), no_value);
    for (double& value : mean.mean) {
      found.has_negative = found.has_negative || value < 0;
      value = std::abs(value);
    }
    found.values.push_back(std::move(mean.mean));
  }
  return found;
}

double total_of(const std::vector<double>& values) {
  double total = 0;
  for (const double value : values)
    if (std::isfinite(value)) total += value;
  return total;
}

/// Areas have neither dash nor marker: as many as the palette has colours.
std::size_t colours_of(const FigureRecipe& recipe) {
  std::vector<FigureColour> colours;
  for (const SeriesLook& look : style_of(recipe).looks)
    if (std::ranges::find(colours, look.colour) == colours.end()) colours.push_back(look.colour);
  return std::max<std::size_t>(2, colours.size());
}

/// The smallest layers become one, so that `most` areas are left.
void join_small(LayerValues& found, std::size_t most) {
  const std::size_t most_layers = most - 1;
  if (found.layers.size() <= most_layers + 1) return;
  std::vector<std::size_t> order(found.layers.size());
  std::iota(order.begin(), order.end(), 0);
  std::ranges::stable_sort(order, std::greater(), [&](std::size_t i) { return total_of(found.values[i]); });
  std::vector<std::size_t> kept(order.begin(), order.begin() + most_layers);
  std::ranges::sort(kept);
  LayerValues joined{{}, found.steps, {}, found.has_negative, true};
  std::vector<double> rest(found.steps.size(), 0);
  for (std::size_t i = 0; i < found.layers.size(); ++i) {
    if (std::ranges::binary_search(kept, i)) {
      joined.layers.push_back(found.layers[i]);
      joined.values.push_back(std::move(found.values[i]));
      continue;
    }
    for (std::size_t k = 0; k < rest.size(); ++k) rest[k] += found.values[i][k];
  }
  joined.layers.push_back(std::to_string(found.layers.size() - most_layers) + " other layers");
  joined.values.push_back(std::move(rest));
  found = std::move(joined);
}

/// Stacked from the first layer up, in per cent; a step at which a layer has no value is a gap in all areas.
void stack(FigurePanel& panel, const LayerValues& found, const StepsShown& shown, int columns) {
  const std::size_t stride = std::max<std::size_t>(1, found.steps.size() / (2 * static_cast<std::size_t>(columns)));
  for (std::size_t i = 0; i < found.layers.size(); ++i) {
    const bool neutral = found.has_rest && i + 1 == found.layers.size();
    panel.series.push_back(
        {.label = found.layers[i], .shape = SeriesShape::area, .look = neutral ? neutral_look : static_cast<int>(i)});
    panel.series.back().pieces.emplace_back();
  }
  for (std::size_t k = 0; k < found.steps.size(); k += stride) {
    double sum = 0;
    for (const auto& values : found.values) sum += values[k];
    double below = 0;
    for (std::size_t i = 0; i < found.layers.size(); ++i) {
      auto& pieces = panel.series[i].pieces;
      if (!(sum > 0) || !std::isfinite(sum)) {
        if (!pieces.back().empty()) pieces.emplace_back();
        continue;
      }
      const double above = below + 100 * found.values[i][k] / sum;
      pieces.back().push_back({shown(static_cast<double>(found.steps[k])), above, below, above});
      below = above;
    }
  }
  for (FigureSeries& series : panel.series)
    std::erase_if(series.pieces, [](const FigurePiece& piece) { return piece.empty(); });
  std::erase_if(panel.series, [](const FigureSeries& series) { return series.pieces.empty(); });
}

/// The line whose layers are shown: the first with a deficit, else the first.
const RunLine& shown_line(PanelTask& task, const std::vector<RunLine>& lines) {
  const auto found = std::ranges::find_if(lines, [](const RunLine& line) { return !line.is_baseline; });
  const RunLine& line = found == lines.end() ? lines.front() : *found;
  if (lines.size() > 1) note(task, "the layer shares are those of " + line.label + "; filter or at chooses others");
  return line;
}

FigurePanel collect_shares(PanelTask& task) {
  const std::string metric = wanted_metrics(task.panel).front();  // with its "/"
  const std::string whole = metric.substr(0, metric.size() - 1);
  FigurePanel panel{.kind = "curvature",
                    .x = x_axis_of(task.panel, step_axis_label(task.panel.x == "seconds" ? "epoch" : task.panel.x)),
                    .y = y_axis_of(task.panel, "Share of the " + metric_words(whole) + " (%)")};
  const auto runs = task.sources.runs_of(task.panel);
  if (runs.empty()) return empty_panel(task, panel.x, panel.y, "No stored runs in " + listed(task.panel.sources));
  task.sources.read(runs);
  std::vector<std::string> notes;
  const auto lines = run_lines(runs, task.panel.group, notes);
  const RunLine& line = shown_line(task, lines);
  LayerValues found = layer_values(task, line, metric);
  join_small(found, colours_of(task.figure));
  stack(panel, found, steps_shown(task.panel.x == "seconds" ? "epoch" : task.panel.x, line.runs.front()->plan),
        task.columns);
  if (panel.series.empty())
    return empty_panel(task, panel.x, panel.y,
                       "No run has recorded " + metric + "<layer>: probe.per_layer = true records it");
  if (!panel.y.range) panel.y.range = ValueRange{0, 100};
  const RunLine one[] = {line};
  if (task.panel.windows) panel.spans = deficit_spans(one, task.panel.x);
  panel.caption = "Shares of the layers in the " + metric_words(whole) + " of " +
                  with_count(line.label, line.runs.size()) +
                  ", means over the runs, in the order of the network from below." +
                  (found.has_negative ? " Negative contributions count by their magnitude." : "") +
                  (panel.spans.empty() ? "" : " Shaded: the deficit.");
  return panel;
}

FigurePanel collect_curvature(PanelTask& task) {
  return task.panel.layer_shares ? collect_shares(task) : collect_curves(task);
}

}  // namespace

PanelKind curvature_panel() {
  return {.name = "curvature",
          .title = "Traces",
          .fields = {"metrics", "layer_shares", "at", "filter", "x", "x_scale", "x_range", "y_scale", "y_range",
                     "group", "band", "single_runs", "baseline", "windows", "smoothing", "x_label", "y_label"},
          .collect = collect_curvature,
          .metrics = metrics_of_curvature,
          .has_one_axis = true};
}

}  // namespace imprint
