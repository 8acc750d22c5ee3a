// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/figure/layout/axis_span.h"

#include <algorithm>
#include <cmath>

#include "app/figure/layout/bar_places.h"

namespace imprint {
namespace {

constexpr double x_margin = 0.02;
constexpr double points_margin = 0.06;
constexpr double y_margin = 0.05;

class Extent {
 public:
  explicit Extent(const ValueScale& scale) : scale_(scale) {}
  void add(double value) {
    if (!std::isfinite(value) || (scale_.positive_only() && value <= 0)) return;
    range_ = any_ ? united(range_, {value, value}) : ValueRange{value, value};
    any_ = true;
  }
  bool any() const { return any_; }
  const ValueRange& range() const { return range_; }

 private:
  ValueScale scale_;
  ValueRange range_;
  bool any_ = false;
};

bool drawn(const FigurePoint& p) { return std::isfinite(p.y) || (std::isfinite(p.low) && std::isfinite(p.high)); }

template <class Visit>
void each_point(const FigurePanel& panel, Visit visit) {
  for (std::size_t i = 0; i < panel.series.size(); ++i)
    for (const FigurePiece& piece : panel.series[i].pieces)
      for (const FigurePoint& point : piece)
        if (drawn(point)) visit(i, point);
}

bool has(const FigurePanel& panel, SeriesShape shape) {
  return std::ranges::any_of(panel.series, [&](const FigureSeries& s) { return s.shape == shape; });
}

/// Explicit ranges that a logarithm can't show are no ranges.
bool usable(const ValueRange& range, const ValueScale& scale) {
  return std::isfinite(range.low) && std::isfinite(range.high) && range.low < range.high &&
         !(scale.positive_only() && range.low <= 0);
}

AxisSpan names_span(std::size_t count) {
  return {{-0.5, static_cast<double>(std::max<std::size_t>(count, 1)) - 0.5}, {}, true};
}

AxisSpan finished(const Extent& extent, const FigureAxis& axis, double margin) {
  AxisSpan span{{}, axis.scale, extent.any()};
  if (axis.scale.positive_only()) span.range = {0.1, 1};
  if (extent.any()) {
    // A margin that no longer depends on where the gap of a broken scale lies.
    ValueScale scale = axis.scale;
    if (scale.kind == ScaleKind::broken) scale.gap_share = 0.01;
    span.range = with_margin(extent.range(), scale, extent.range().size() > 0 ? margin : 0.05);
  }
  if (axis.range && usable(*axis.range, axis.scale)) span.range = *axis.range;
  return span;
}

}  // namespace

AxisSpan x_span(const FigurePanel& panel) {
  if (panel.map) return names_span(panel.map->columns.size());
  if (!panel.x.categories.empty()) return names_span(panel.x.categories.size());
  Extent extent(panel.x.scale);
  each_point(panel, [&](std::size_t series, const FigurePoint& point) {
    extent.add(point.x);
    if (panel.series[series].shape != SeriesShape::bars) return;
    const BarPlaces bars = bar_places(panel, series);
    extent.add(point.x + bars.from);
    extent.add(point.x + bars.to);
  });
  for (const FigureRule& rule : panel.rules)
    if (rule.vertical && extent.any()) extent.add(rule.at);
  const bool flush = has(panel, SeriesShape::area) || has(panel, SeriesShape::stairs);
  return finished(extent, panel.x, flush ? 0 : has(panel, SeriesShape::points) ? points_margin : x_margin);
}

AxisSpan y_span(const FigurePanel& panel, const AxisSpan& x) {
  if (panel.map) return names_span(panel.map->rows.size());
  if (!panel.y.categories.empty()) return names_span(panel.y.categories.size());
  Extent extent(panel.y.scale);
  each_point(panel, [&](std::size_t, const FigurePoint& point) {
    if (point.x < x.range.low || point.x > x.range.high) return;
    for (const double value : {point.y, point.low, point.high}) extent.add(value);
  });
  for (const FigureRule& rule : panel.rules)
    if (!rule.vertical && extent.any()) extent.add(rule.at);
  const bool bars = has(panel, SeriesShape::bars);
  if (bars && extent.any()) extent.add(0);
  AxisSpan span = finished(extent, panel.y, has(panel, SeriesShape::area) ? 0 : y_margin);
  if (bars && !panel.y.range && !panel.y.scale.positive_only()) {
    if (extent.range().low == 0) span.range.low = 0;
    if (extent.range().high == 0) span.range.high = 0;
  }
  return span;
}

ValueScale with_gap(const ValueScale& scale, const ValueRange& range, double points, double length) {
  if (scale.kind != ScaleKind::broken) return scale;
  const double below = scale.break_low - range.low;
  const double above = range.high - scale.break_high;
  if (!(below > 0) || !(above > 0) || !(length > points)) return {};
  ValueScale result = scale;
  const double gap = points / (length - points) * (below + above);
  result.gap_share = gap / (scale.break_high - scale.break_low);
  return result;
}

}  // namespace imprint
