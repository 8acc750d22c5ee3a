// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/figure/layout/obstacles.h"

#include <cmath>

namespace imprint {
namespace {

double length_inside(const std::vector<PagePath>& lines, const FigureBox& box) {
  double length = 0;
  for (const PagePath& line : lines) {
    for (const PagePath& part : clipped_line(line, box))
      for (std::size_t i = 0; i + 1 < part.size(); ++i)
        length += std::hypot(part[i + 1].x - part[i].x, part[i + 1].y - part[i].y);
  }
  return length;
}

double polygons_inside(const std::vector<PagePath>& polygons, const FigureBox& box, double weight) {
  double sum = 0;
  for (const PagePath& polygon : polygons)
    if (polygon_meets(polygon, box)) sum += weight;
  return sum;
}

}  // namespace

Obstacles::Obstacles(const FigurePanel& panel, const PanelLayout& layout, const FigureStyle& style)
    : marker_(marker_size(style)), line_(style.line_points) {
  for (std::size_t i = 0; i < panel.series.size(); ++i) shapes_.push_back(series_shapes(panel, i, layout, style));
  for (const FigureRule& rule : panel.rules) rules_.push_back(rule_line(rule, layout));
}

double Obstacles::hidden_by(const FigureBox& box) const {
  const FigureBox near_lines = grown(box, line_ / 2);
  const FigureBox near_markers = grown(box, marker_ / 2);
  double hidden = length_inside(rules_, near_lines);
  for (const SeriesShapes& shapes : shapes_) {
    hidden += length_inside(shapes.lines, near_lines) + length_inside(shapes.whiskers, near_lines);
    hidden += polygons_inside(shapes.bands, box, 10) + polygons_inside(shapes.fills, box, 30);
    for (const PagePoint& marker : shapes.markers)
      if (near_markers.contains({marker.x, marker.y, 0, 0})) hidden += 2 * marker_;
  }
  for (const FigureBox& other : boxes_)
    if (other.overlaps(box)) hidden += 100;
  return hidden;
}

std::size_t Obstacles::best_of(const std::vector<FigureBox>& boxes) const {
  std::size_t best = 0;
  double least = INFINITY;
  for (std::size_t i = 0; i < boxes.size() && least > 0; ++i) {
    const double hidden = hidden_by(boxes[i]);
    if (hidden < least) {
      least = hidden;
      best = i;
    }
  }
  return best;
}

}  // namespace imprint
