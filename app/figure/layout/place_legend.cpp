// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/figure/layout/place_legend.h"

#include <algorithm>
#include <cmath>

#include "app/figure/layout/place_text.h"
#include "app/figure/layout/text_width.h"

namespace imprint {
namespace {

constexpr double padding = 3;

// Of the text size.
constexpr double sample_width = 2.1;
constexpr double sample_gap = 0.45;
constexpr double entry_gap = 1.4;

double width_of(const PlacedLegend& legend) {
  double right = 0;
  for (const LegendEntry& entry : legend.entries) right = std::max(right, entry.label.box.right());
  return right;
}

}  // namespace

std::vector<std::size_t> legend_series(const FigurePanel& panel) {
  std::vector<std::size_t> series;
  for (std::size_t i = 0; i < panel.series.size(); ++i) {
    const FigureSeries& one = panel.series[i];
    if (!one.label.empty() && one.role != SeriesRole::single) series.push_back(i);
  }
  return series;
}

double legend_points(const FigureStyle& style) { return (style.text_points + style.tick_points) / 2; }

LegendBuilder::LegendBuilder(const FigurePanel& panel, const FigureStyle& style, const TextMeasure& measure)
    : panel_(panel), style_(style), measure_(measure), series_(legend_series(panel)) {}

double LegendBuilder::pitch() const { return line_pitch(measure_, legend_points(style_)); }

double LegendBuilder::entry_width(std::size_t series) const {
  const double points = legend_points(style_);
  return (sample_width + sample_gap) * points + text_width(measure_, panel_.series[series].label, points);
}

LegendEntry LegendBuilder::entry(std::size_t series, double left, double top) const {
  const double points = legend_points(style_);
  const double height = measure_.ascent(points) + measure_.descent(points);
  const double text_left = left + (sample_width + sample_gap) * points;
  LegendEntry entry;
  entry.series = series;
  // The sample's middle is the middle of a small letter with an ascender: about where a dash would be.
  entry.sample = {left, top, sample_width * points, measure_.ascent(points)};
  entry.label = level_text(measure_, panel_.series[series].label, {TextRole::message, points, false}, text_left,
                           top + height - measure_.descent(points), TextAnchor::left);
  return entry;
}

PlacedLegend LegendBuilder::block(int columns) const {
  PlacedLegend legend;
  legend.framed = true;
  const std::size_t each = (series_.size() + static_cast<std::size_t>(columns) - 1) / static_cast<std::size_t>(columns);
  double left = padding;
  for (std::size_t first = 0; first < series_.size(); first += each) {
    double widest = 0;
    for (std::size_t i = first; i < std::min(first + each, series_.size()); ++i) {
      legend.entries.push_back(entry(series_[i], left, padding + static_cast<double>(i - first) * pitch()));
      widest = std::max(widest, entry_width(series_[i]));
    }
    left += widest + entry_gap * legend_points(style_);
  }
  const double points = legend_points(style_);
  const double height = static_cast<double>(each - 1) * pitch() + measure_.ascent(points) + measure_.descent(points);
  legend.box = {0, 0, width_of(legend) + padding, height + 2 * padding};
  return legend;
}

PlacedLegend LegendBuilder::rows(double width, int most_rows) const {
  const double points = legend_points(style_);
  PlacedLegend legend;
  double left = 0;
  int row = 0;
  for (const std::size_t series : series_) {
    const double needed = entry_width(series);
    if (left > 0 && left + needed > width) {
      left = 0;
      ++row;
    }
    if (row >= most_rows) break;
    legend.entries.push_back(entry(series, left, row * pitch()));
    left += needed + entry_gap * points;
  }
  const double last_top = legend.entries.empty() ? 0 : legend.entries.back().sample.top;
  legend.box = {0, 0, width_of(legend), last_top + measure_.ascent(points) + measure_.descent(points)};
  return legend;
}

void move_to(PlacedLegend& legend, double left, double top) {
  const double dx = left - legend.box.left;
  const double dy = top - legend.box.top;
  legend.box.left = left;
  legend.box.top = top;
  for (LegendEntry& entry : legend.entries) {
    entry.sample.left += dx;
    entry.sample.top += dy;
    shift(entry.label, dx, dy);
  }
}

bool same_legend(const FigurePanel& a, const FigurePanel& b) {
  const auto in_a = legend_series(a);
  const auto in_b = legend_series(b);
  return std::ranges::equal(in_a, in_b, [&](std::size_t i, std::size_t j) {
    const FigureSeries& left = a.series[i];
    const FigureSeries& right = b.series[j];
    return left.label == right.label && left.look == right.look && left.shape == right.shape && left.role == right.role;
  });
}

}  // namespace imprint
