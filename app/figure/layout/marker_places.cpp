// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/figure/layout/marker_places.h"

#include <algorithm>
#include <cmath>

namespace imprint {
namespace {

constexpr std::size_t all_marked = 12;
constexpr int markers_a_line = 8;

/// In order of x, those inside the plot.
std::vector<PagePoint> visible_points(const FigureSeries& series, const PanelLayout& layout) {
  std::vector<PagePoint> points;
  for (const FigurePiece& piece : series.pieces) {
    for (const FigurePoint& point : piece) {
      const PagePoint place{layout.page_x(point.x), layout.page_y(point.y)};
      if (layout.plot.contains({place.x, place.y, 0, 0})) points.push_back(place);
    }
  }
  std::ranges::stable_sort(points, {}, &PagePoint::x);
  return points;
}

const PagePoint& nearest(const std::vector<PagePoint>& points, double x) {
  const auto above = std::ranges::lower_bound(points, x, {}, &PagePoint::x);
  if (above == points.begin()) return points.front();
  if (above == points.end()) return points.back();
  return x - std::prev(above)->x < above->x - x ? *std::prev(above) : *above;
}

/// Spreads whole numbers over 0..1, so that neighbours lie far apart (the golden ratio's multiples).
double spread(std::size_t index) { return std::fmod(0.5 + 0.6180339887498949 * static_cast<double>(index), 1.0); }

}  // namespace

std::vector<PagePoint> marker_places(const FigureSeries& series, std::size_t index, std::size_t of,
                                     const PanelLayout& layout) {
  auto points = visible_points(series, layout);
  if (points.size() <= all_marked) return points;
  const double step = layout.plot.width / markers_a_line;
  const double shift = of > 1 ? spread(index) : 0.5;
  std::vector<PagePoint> places;
  for (int i = 0; i < markers_a_line; ++i) {
    const double wanted = layout.plot.left + (i + shift) * step;
    const PagePoint& found = nearest(points, wanted);
    const bool near = std::abs(found.x - wanted) <= step / 2;
    if (near && (places.empty() || !(places.back() == found))) places.push_back(found);
  }
  return places;
}

}  // namespace imprint
