// SPDX-License-Identifier: GPL-3.0-or-later
// The density of the Hessian's eigenvalues at the last probe of each run (probe.spectrum), as quadratures smoothed by a
// normal density of width sigma:
//
//   phi(t) = mean over starts of sum_j weight_j N(t; eigenvalue_j, sigma^2)
//
// sigma is a hundredth of what all of the panel's eigenvalues span (B. Ghorbani, S. Krishnan, Y. Xiao, ICML 2019).
#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numbers>

#include "app/curves/ticks.h"
#include "app/figure/panels/panel_parts.h"
#include "core/base/error.h"
#include "core/store/artefact_file.h"

namespace imprint {
namespace {

constexpr char spectrum_folder[] = "hessian-spectrum";
constexpr int grid_points = 400;
constexpr double widths_beyond_the_ends = 4;

struct Node {
  double eigenvalue = 0;
  double weight = 0;
};

/// One start's quadrature.
using Nodes = std::vector<Node>;

struct SpectrumLine {
  std::string label;
  bool is_baseline = false;
  std::vector<Nodes> starts;  // of all runs
};

struct Grid {
  double begin = 0, step = 0, sigma = 1;
  double at(int i) const { return begin + i * step; }
};

const std::vector<double>& column(const Artefact& artefact, const std::string& name) {
  const auto found = std::ranges::find(artefact.columns, name, &Artefact::Column::name);
  if (found == artefact.columns.end()) throw InputError("has no column " + name);
  return found->values;
}

void append_starts(const Artefact& spectrum, std::vector<Nodes>& starts) {
  std::map<double, Nodes> by_start;
  const auto &start = column(spectrum, "start"), &eigenvalue = column(spectrum, "eigenvalue"),
             &weight = column(spectrum, "weight");
  for (std::size_t i = 0; i < start.size(); ++i)
    if (std::isfinite(eigenvalue[i])) by_start[start[i]].push_back({eigenvalue[i], weight[i]});
  for (auto& [number, nodes] : by_start) starts.push_back(std::move(nodes));
}

/// The last one; a run without any becomes a note.
void append_run(PanelTask& task, const FigureRun& run, std::vector<Nodes>& starts) {
  try {
    std::vector<ArtefactFile> files = find_artefacts(run.directory);
    std::erase_if(files, [](const ArtefactFile& file) { return file.name != spectrum_folder; });
    if (files.empty()) return note(task, "left out " + run.shown + ": no spectrum; probe.spectrum = true keeps it");
    append_starts(read_artefact(files.back()), starts);
  } catch (const InputError& error) {
    note(task, left_out(error, run.directory, run.shown));
  }
}

std::vector<SpectrumLine> spectrum_lines(PanelTask& task, const std::vector<const FigureRun*>& runs) {
  std::vector<std::string> notes;
  std::vector<SpectrumLine> lines;
  for (const RunLine& group : run_lines(runs, task.panel.group, notes)) {
    SpectrumLine line{with_count(group.label, group.runs.size()), group.is_baseline, {}};
    for (const FigureRun* run : group.runs) append_run(task, *run, line.starts);
    if (!line.starts.empty()) lines.push_back(std::move(line));
  }
  for (const std::string& text : notes) note(task, text);
  return lines;
}

Grid grid_of(const std::vector<SpectrumLine>& lines) {
  double low = std::numeric_limits<double>::infinity(), high = -low;
  for (const SpectrumLine& line : lines)
    for (const Nodes& nodes : line.starts)
      for (const Node& node : nodes) {
        low = std::min(low, node.eigenvalue);
        high = std::max(high, node.eigenvalue);
      }
  const double span = high > low ? high - low : std::max(1.0, std::abs(low));
  const double sigma = span / 100, beyond = widths_beyond_the_ends * sigma;
  return {low - beyond, (span + 2 * beyond) / (grid_points - 1), sigma};
}

double density(const Nodes& nodes, double at, double sigma) {
  double sum = 0;
  for (const Node& node : nodes) {
    const double distance = (at - node.eigenvalue) / sigma;
    sum += node.weight * std::exp(-distance * distance / 2);
  }
  return sum / (sigma * std::sqrt(2 * std::numbers::pi));
}

/// Mean over the starts, with one standard error to each side where there are several.
FigurePoint point_of(const std::vector<Nodes>& starts, double at, double sigma) {
  double sum = 0, squares = 0;
  for (const Nodes& nodes : starts) {
    const double value = density(nodes, at, sigma);
    sum += value;
    squares += value * value;
  }
  const auto count = static_cast<double>(starts.size());
  FigurePoint point{at, sum / count};
  if (starts.size() < 2) return point;
  const double variance = std::max(0.0, squares / count - point.y * point.y) * count / (count - 1);
  const double error = std::sqrt(variance / count);
  point.low = std::max(0.0, point.y - error);
  point.high = point.y + error;
  return point;
}

FigureSeries series_of(const SpectrumLine& line, const Grid& grid, int look) {
  FigurePiece piece;
  for (int i = 0; i < grid_points; ++i) piece.push_back(point_of(line.starts, grid.at(i), grid.sigma));
  return {.label = line.label,
          .role = line.is_baseline ? SeriesRole::reference : SeriesRole::main,
          .look = line.is_baseline ? neutral_look : look,
          .pieces = {piece}};
}

FigurePanel collect_spectrum(PanelTask& task) {
  FigurePanel panel{.kind = task.panel.kind,
                    .x = x_axis_of(task.panel, "Eigenvalue of the Hessian"),
                    .y = y_axis_of(task.panel, "Density")};
  const auto runs = task.sources.runs_of(task.panel);
  if (runs.empty()) return empty_panel(task, panel.x, panel.y, "No stored runs in " + listed(task.panel.sources));
  const std::vector<SpectrumLine> lines = spectrum_lines(task, runs);
  if (lines.empty())
    return empty_panel(task, panel.x, panel.y, "No run has kept its spectrum: probe.spectrum = true keeps it");
  const Grid grid = grid_of(lines);
  int look = 0;
  for (const SpectrumLine& line : lines) panel.series.push_back(series_of(line, grid, line.is_baseline ? 0 : look++));
  panel.caption =
      "Density of the Hessian's eigenvalues at the last probe, by stochastic Lanczos quadrature, smoothed by " +
      value_text(grid.sigma, 2) + "; band: \u00b1 1 standard error over random starts.";
  return panel;
}

}  // namespace

PanelKind spectrum_panel() {
  return {
      .name = "spectrum",
      .title = "Hessian spectrum",
      .fields = {"at", "filter", "x_scale", "x_range", "y_scale", "y_range", "group", "baseline", "x_label", "y_label"},
      .collect = collect_spectrum};
}

}  // namespace imprint
