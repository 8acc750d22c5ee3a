// SPDX-License-Identifier: GPL-3.0-or-later
// What a figure shows, in the units of its axes: no colour, no font, no position. The painter, data.csv and the
// pgfplots source all draw exactly this.
#pragma once

#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "app/curves/value_scale.h"

namespace imprint {

inline constexpr double no_value = std::numeric_limits<double>::quiet_NaN();

/// One drawn place; low..high is the band, the error bar or the area's foot and top. NaN where there is none.
struct FigurePoint {
  double x = 0;
  double y = 0;
  double low = no_value;
  double high = no_value;
};

/// Points that one line joins, x ascending. Where a value is missing a new piece begins: gaps are never bridged.
using FigurePiece = std::vector<FigurePoint>;

enum class SeriesShape {
  line,    // with markers at a few places, and a band where low and high are finite
  stairs,  // holds its value until the next point
  points,  // markers alone, error bars where low and high are finite
  bars,    // from zero; error bars where low and high are finite
  area     // filled between low and high: layer shares
};

enum class SeriesRole {
  main,      // full width, in the legend
  single,    // one run beneath the mean of its group: thin and faint, not in the legend
  reference  // a baseline: neutral and dashed, in the legend
};

/// The look of what is told apart by being neutral: baselines, all other layers.
inline constexpr int neutral_look = -1;

struct FigureSeries {
  std::string label = {};  // in the legend, N included; empty = not in it
  SeriesShape shape = SeriesShape::line;
  SeriesRole role = SeriesRole::main;
  int look = 0;  // which of the style's colours, dashes and markers; a mean and its runs share one; < 0 = neutral
  std::vector<FigurePiece> pieces = {};
  std::vector<std::string> names = {};  // shape points: beside each point, counted over all pieces; empty = none
};

/// A shaded stretch of the x axis: a deficit's window.
struct FigureSpan {
  double begin = 0;
  double end = 0;
  std::string label = {};
};

/// A thin line across the plot: zero, a threshold.
struct FigureRule {
  bool vertical = false;
  double at = 0;
  std::string label = {};
};

struct FigureAxis {
  std::string label = {};  // with its unit: "Epoch", "Damage (points of test/accuracy)"
  ValueScale scale = {};
  std::optional<ValueRange> range = {};      // absent = what the data need, with a margin
  std::vector<std::string> categories = {};  // names at 0, 1, 2 ... instead of numbers
  bool whole_numbers = false;                // ticks at whole numbers alone: bits
};

/// A matrix of values as coloured cells, the first row at the bottom.
struct FigureMap {
  std::vector<std::string> columns, rows;  // the ticks of x and y
  std::vector<double> values;              // row by row; NaN = an empty cell
  std::vector<std::string> texts;          // inside the cells; empty = none
  std::vector<bool> framed;                // which cells stand out: significant ones
  std::string label;                       // of the colour bar
  bool diverging = true;                   // colours part at zero, the baseline; else from the smallest to the largest
};

struct FigurePanel {
  std::string kind;  // as in the recipe: "curves", "heat-map", ...
  FigureAxis x, y;
  std::vector<FigureSeries> series = {};  // drawn in this order
  std::vector<FigureSpan> spans = {};
  std::vector<FigureRule> rules = {};
  std::optional<FigureMap> map = {};  // then series is empty, and both axes are categories
  std::string empty_text = {};        // why there is nothing to draw, inside the plot; empty = there is
  std::string caption = {};           // what is drawn, N, what the band is, smoothing
};

struct FigureContent {
  std::vector<FigurePanel> panels;
  std::vector<std::string> notes = {};  // what was left out, dropped or ends early; also told to the user
};

}  // namespace imprint
