// SPDX-License-Identifier: GPL-3.0-or-later
// QPainter as a canvas: pictures and PDF.
#pragma once

#include <QPainter>

#include "app/studio/figure/figure_canvas.h"
#include "app/studio/figure/figure_fonts.h"

namespace imprint::studio {

class PainterCanvas : public FigureCanvas {
 public:
  /// How text reaches the page: as the font's characters (PDF embeds it), or as filled outlines, which look
  /// alike at any zoom.
  enum class Letters { characters, outlines };

  /// `units`: of the painter to a point. With characters it must be large (100), since fonts have whole sizes
  /// in units.
  PainterCanvas(QPainter& painter, FigureFont font, double units, Letters letters)
      : painter_(painter), font_(std::move(font)), units_(units), letters_(letters) {}

  using FigureCanvas::fill;
  void fill(const std::vector<PagePath>& polygons, FigureColour colour, double opacity) override;
  void stroke(const std::vector<PagePath>& lines, const Stroke& stroke) override;
  void disc(PagePoint centre, double radius, FigureColour colour) override;
  void text(const PlacedText& text, FigureColour colour) override;
  void picture(const QImage& picture, const FigureBox& box) override;
  void begin_group(const std::string&) override {}
  void end_group() override {}

 private:
  QPointF at(PagePoint point) const;
  QPainterPath path(const std::vector<PagePath>& lines, bool closed) const;
  void stroke_in_parts(const PagePath& line, QPen pen, double width);
  void characters(const PlacedText& text);

  QPainter& painter_;
  FigureFont font_;
  double units_;
  Letters letters_;
};

QColor colour_of(FigureColour colour, double opacity = 1);

}  // namespace imprint::studio
