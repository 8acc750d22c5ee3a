// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/figure/layout/bar_places.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace imprint {
namespace {

constexpr double filled_share = 0.72;

double smallest_distance(const std::set<double>& places) {
  double smallest = no_value;
  double before = no_value;
  for (const double x : places) {
    if (!std::isnan(before)) smallest = std::fmin(smallest, x - before);
    before = x;
  }
  return std::isnan(smallest) ? 1 : smallest;
}

}  // namespace

BarPlaces bar_places(const FigurePanel& panel, std::size_t series) {
  std::set<double> places;
  int count = 0;
  int own = 0;
  for (std::size_t i = 0; i < panel.series.size(); ++i) {
    if (panel.series[i].shape != SeriesShape::bars) continue;
    if (i == series) own = count;
    ++count;
    for (const FigurePiece& piece : panel.series[i].pieces)
      for (const FigurePoint& point : piece)
        if (std::isfinite(point.x)) places.insert(point.x);
  }
  if (count == 0) return {};
  const double all = filled_share * smallest_distance(places);
  const double each = all / count;
  return {-all / 2 + own * each, -all / 2 + (own + 1) * each};
}

}  // namespace imprint
