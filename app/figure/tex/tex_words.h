// SPDX-License-Identifier: GPL-3.0-or-later
// The words of a TikZ picture: escaped texts, lengths, colours. All lengths are big points (bp, 1/72 in), y
// upwards.
#pragma once

#include <string>
#include <vector>

#include "app/figure/figure_layout.h"
#include "app/figure/layout/page_path.h"
#include "app/figure/layout/series_dress.h"

namespace imprint {

/// The text as LaTeX sets it, with either engine.
std::string tex_text(const std::string& text);

/// At most four decimals.
std::string tex_number(double value);

/// "1.5bp".
std::string tex_length(double points);

/// "{rgb,255:red,0;green,114;blue,178}".
std::string tex_colour(FigureColour colour);

/// "{0,2.5,5}", as precise as a double.
std::string tex_list(const std::vector<double>& values);

/// "\fontsize{9bp}{10.8bp}\selectfont".
std::string tex_font(double points, bool bold);

/// "dash pattern=on 4bp off 1.5bp", or "solid".
std::string tex_dash(const std::vector<double>& dash);

/// The options of a mark: its form, size and colour.
std::string tex_mark(const SeriesDress& dress);

/// Places of the page, whose y grows downwards in the layout.
class TexPage {
 public:
  explicit TexPage(double height_points) : height_(height_points) {}
  std::string at(double x, double y) const { return "(" + tex_length(x) + "," + tex_length(height_ - y) + ")"; }
  std::string box(const FigureBox& box) const {
    return at(box.left, box.bottom()) + " rectangle " + at(box.right(), box.top);
  }
  /// A node that sets the text where the layout has it: its middle, or its left end, stays there in every
  /// font.
  std::string node(const PlacedText& text, FigureColour colour, bool from_left = false) const;

 private:
  double height_;
};

}  // namespace imprint
