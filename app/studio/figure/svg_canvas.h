// SPDX-License-Identifier: GPL-3.0-or-later
// Writes SVG by itself: QSvgGenerator knows sizes only in whole units of its resolution, gives fonts in
// pixels of it and without replacements, and wraps every shape in groups that nobody can edit.
#pragma once

#include <QSizeF>
#include <string>

#include "app/studio/figure/figure_canvas.h"
#include "app/studio/figure/figure_fonts.h"

namespace imprint::studio {

class SvgCanvas : public FigureCanvas {
 public:
  SvgCanvas(double width_points, double height_points, FigureFont font, bool text_as_paths);

  using FigureCanvas::fill;
  void fill(const std::vector<PagePath>& polygons, FigureColour colour, double opacity) override;
  void stroke(const std::vector<PagePath>& lines, const Stroke& stroke) override;
  void disc(PagePoint centre, double radius, FigureColour colour) override;
  void text(const PlacedText& text, FigureColour colour) override;
  void picture(const QImage& picture, const FigureBox& box) override;
  void begin_group(const std::string& name) override;
  void end_group() override;

  /// The whole file. Nothing is drawn after it.
  std::string finished();

 private:
  void characters(const PlacedText& text, FigureColour colour);

  QSizeF page_;
  std::string svg_;
  FigureFont font_;
  bool text_as_paths_;
};

}  // namespace imprint::studio
