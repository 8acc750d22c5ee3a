// SPDX-License-Identifier: GPL-3.0-or-later
// The few things that a figure is drawn with, in points of the page. Everything handed in is clipped already.
#pragma once

#include <QImage>
#include <string>
#include <vector>

#include "app/figure/layout/page_path.h"

namespace imprint::studio {

struct Stroke {
  FigureColour colour;
  double width = 0.5;             // points
  std::vector<double> dash = {};  // strokes and gaps in points; empty = solid
  bool closed = false;
};

class FigureCanvas {
 public:
  virtual ~FigureCanvas() = default;
  virtual void fill(const std::vector<PagePath>& polygons, FigureColour colour, double opacity) = 0;
  virtual void stroke(const std::vector<PagePath>& lines, const Stroke& stroke) = 0;
  virtual void disc(PagePoint centre, double radius, FigureColour colour) = 0;
  virtual void text(const PlacedText& text, FigureColour colour) = 0;
  virtual void picture(const QImage& picture, const FigureBox& box) = 0;
  /// What belongs together, for formats that can say so.
  virtual void begin_group(const std::string& name) = 0;
  virtual void end_group() = 0;

  void fill(const FigureBox& box, FigureColour colour) { fill({outline(box)}, colour, 1); }
};

}  // namespace imprint::studio
