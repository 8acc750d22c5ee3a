// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include "app/figure/panels/curve_lines.h"

namespace imprint {
namespace {

template <class Visit>
void for_each_line(const std::vector<CurveLine>& lines, Visit visit) {
  for (const CurveLine& line : lines) {
    visit(line.mean);
    for (const LineData& single : line.single) visit(single);
  }
}

double largest_magnitude(const std::vector<CurveLine>& lines, std::vector<double> LineData::*part) {
  double largest = 0;
  for_each_line(lines, [&](const LineData& line) {
    for (const double value : line.*part)
      if (std::isfinite(value)) largest = std::max(largest, std::abs(value));
  });
  return largest;
}

ValueRange extent(const std::vector<CurveLine>& lines) {
  ValueRange range = {INFINITY, -INFINITY};
  for_each_line(lines, [&](const LineData& line) {
    if (!line.x.empty()) range = united(range, {line.x.front(), line.x.back()});
  });
  return range.low <= range.high ? range : ValueRange{0, 1};
}

void note_dropped(PanelTask& task, const FigurePanel& panel, const DroppedCounts& dropped) {
  const auto values = [](std::size_t count) { return std::to_string(count) + (count == 1 ? " value" : " values"); };
  if (dropped.not_finite > 0)
    note(task, panel.y.label + ": " + values(dropped.not_finite) + " not finite: gaps in the lines");
  if (dropped.not_positive > 0)
    note(task, values(dropped.not_positive) +
                   " at or below 0 can't stand on a logarithmic axis: left out, lines have gaps there");
}

bool has_point(const FigureSeries& series) { return !series.pieces.empty(); }

}  // namespace

void add_series(PanelTask& task, FigurePanel& panel, const std::vector<CurveLine>& lines) {
  fit_symlog(panel.y, largest_magnitude(lines, &LineData::y));
  fit_symlog(panel.x, largest_magnitude(lines, &LineData::x));
  const LineView view{panel.x.range.value_or(extent(lines)), panel.x.scale, panel.y.scale, task.columns};
  const auto baselines = std::ranges::count_if(lines, &CurveLine::is_baseline);
  const bool has_reference = baselines == 1 && lines.size() > 1;
  DroppedCounts of_means, of_runs;
  std::vector<FigureSeries> means, runs;
  int look = 0;
  for (const CurveLine& line : lines) {
    const bool reference = has_reference && line.is_baseline;
    const int own_look = reference ? neutral_look : look++;
    FigureSeries mean{
        .label = line.label, .role = reference ? SeriesRole::reference : SeriesRole::main, .look = own_look};
    mean.pieces = line_pieces(line.mean, view, line.single.empty() ? of_runs : of_means);
    if (has_point(mean)) means.push_back(std::move(mean));
    for (const LineData& single : line.single) {
      FigureSeries run{.role = SeriesRole::single, .look = own_look};
      run.pieces = line_pieces(single, view, of_runs);
      if (has_point(run)) runs.push_back(std::move(run));
    }
  }
  note_dropped(task, panel, of_runs);  // what a mean lacks, its runs lack
  panel.series = std::move(runs);
  panel.series.insert(panel.series.end(), std::make_move_iterator(means.begin()), std::make_move_iterator(means.end()));
}

}  // namespace imprint
