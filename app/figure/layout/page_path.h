// SPDX-License-Identifier: GPL-3.0-or-later
// Lines and polygons on the page, clipped by computation: what is written lies inside the plot, whatever the
// file format thinks of clipping.
#pragma once

#include <vector>

#include "app/figure/figure_layout.h"

namespace imprint {

/// Points of the page, y downwards.
struct PagePoint {
  double x = 0, y = 0;
  bool operator==(const PagePoint&) const = default;
};

using PagePath = std::vector<PagePoint>;

/// The parts of the line inside the box, in order; where it leaves and comes back a new part begins (Liang
/// and Barsky).
std::vector<PagePath> clipped_line(const PagePath& line, const FigureBox& box);

/// The part of the polygon inside the box (Sutherland and Hodgman); empty when there is none. Parts of a
/// concave polygon hang together along the box's edges.
PagePath clipped_polygon(const PagePath& polygon, const FigureBox& box);

/// Whether any of the line lies inside the box.
bool line_meets(const PagePath& line, const FigureBox& box);

/// Whether the polygon (even-odd) and the box share any area.
bool polygon_meets(const PagePath& polygon, const FigureBox& box);

/// Without points that stand no more than `tolerance` from the line that then takes their place.
PagePath without_idle_points(const PagePath& line, double tolerance);

PagePath outline(const FigureBox& box);
FigureBox grown(const FigureBox& box, double by);

}  // namespace imprint
