// SPDX-License-Identifier: GPL-3.0-or-later
// How a figure is dressed: size, text, lines, colours. Resolved from a venue's preset and the recipe's own choices.
// Lengths are points (1/72 in) unless named otherwise.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace imprint {

struct FigureColour {
  std::uint8_t red = 0, green = 0, blue = 0;
  bool operator==(const FigureColour&) const = default;
};

enum class FigureMarker { circle, square, triangle_up, diamond, triangle_down, cross, plus };

/// What series number k looks like; told apart by dash and marker as well as by colour.
struct SeriesLook {
  FigureColour colour;
  std::vector<double> dash;  // strokes and gaps in points; empty = solid
  FigureMarker marker = FigureMarker::circle;
};

struct FigureStyle {
  double width_points = 5.5 * 72;
  double height_points = 5.5 * 72 * 0.618;
  std::string font_family = "Times";  // as asked for; the painter tells what it takes instead
  bool serif = true;                  // which kind of font replaces a missing one
  double text_points = 9;             // axis labels, legend
  double tick_points = 7;
  double letter_points = 9;  // (a), (b)
  bool bold_letters = true;
  double line_points = 1;
  double axis_points = 0.5;  // axes, ticks, frames
  FigureColour background = {255, 255, 255};
  FigureColour ink = {0, 0, 0};         // axes and text
  FigureColour quiet = {89, 89, 89};    // baselines, rules
  FigureColour span = {230, 230, 230};  // windows
  std::vector<SeriesLook> looks = {};   // in turn; never empty once resolved
  std::string map = "diverging";        // diverging | cividis | viridis
};

/// The page and everything on it stay whole however the figure is scaled.
inline constexpr double points_per_inch = 72;

}  // namespace imprint
