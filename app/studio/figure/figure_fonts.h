// SPDX-License-Identifier: GPL-3.0-or-later
// The font of a figure: the family asked for, or the nearest that is installed.
#pragma once

#include <QFont>
#include <QPainterPath>
#include <string>
#include <vector>

#include "app/figure/figure_layout.h"

namespace imprint::studio {

struct FigureFont {
  QString family;                    // installed
  std::vector<std::string> similar;  // what a reader of an SVG may have instead, the best first
  bool serif = true;
  std::string note;  // which family replaces which; empty = none was replaced, or by one of equal widths
};

FigureFont figure_font(const FigureStyle& style);

/// The font with that many units to its size, unhinted: widths scale exactly.
QFont sized_font(const FigureFont& font, int units, bool bold);

/// The outlines of the text with its baseline's left end at 0, 0, in points; superscripts raised.
QPainterPath text_outlines(const FigureFont& font, const PlacedText& text);

class QtTextMeasure : public TextMeasure {
 public:
  explicit QtTextMeasure(FigureFont font) : font_(std::move(font)) {}
  double width(const std::string& text, double points, bool bold) const override;
  double ascent(double points) const override;
  double descent(double points) const override;

 private:
  FigureFont font_;
};

}  // namespace imprint::studio
