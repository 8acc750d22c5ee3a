// SPDX-License-Identifier: GPL-3.0-or-later
// Where everything of a figure stands, in points from the page's upper left corner, y downwards. The painter and the
// pgfplots source place by it; nothing in it needs a font, a screen or Qt.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/figure/figure_content.h"
#include "app/figure/figure_style.h"

namespace imprint {

/// Sizes of text in the font that will be drawn.
class TextMeasure {
 public:
  virtual ~TextMeasure() = default;
  virtual double width(const std::string& text, double points, bool bold) const = 0;
  virtual double ascent(double points) const = 0;   // of digits and capitals, above the baseline
  virtual double descent(double points) const = 0;  // below it
};

/// Without a font at hand: the widths of Times.
const TextMeasure& approximate_measure();

struct FigureBox {
  double left = 0, top = 0, width = 0, height = 0;
  double right() const { return left + width; }
  double bottom() const { return top + height; }
  bool contains(const FigureBox& other, double slack = 1e-6) const;
  bool overlaps(const FigureBox& other) const;
};

struct PlacedTick {
  double value = 0;    // on the axis
  double at = 0;       // page x of a tick of x, page y of one of y
  std::string text;    // empty: a tick without a number
  bool minor = false;  // shorter, between the decades of a logarithm
};

enum class TextRole { tick_number, axis_label, span_name, rule_name, point_name, cell, message };

struct PlacedText {
  std::string text;
  FigureBox box;        // what it covers on the page, after turning
  double baseline = 0;  // page y of its baseline; page x when turned
  double points = 0;
  bool bold = false;
  bool turned = false;  // reads upwards
  TextRole role = TextRole::message;
  std::optional<FigureColour> colour = {};  // absent = the style's ink
};

struct LegendEntry {
  std::size_t series = 0;  // in the panel
  FigureBox sample;        // of the line, marker or patch
  PlacedText label;
};

struct PlacedLegend {
  FigureBox box;
  bool framed = false;  // stands inside the plot, on its background
  std::vector<LegendEntry> entries;
};

struct PanelLayout {
  FigureBox plot;               // inside the axes
  ValueRange x_range, y_range;  // that the plot's edges stand for
  ValueScale x_scale, y_scale;
  std::vector<PlacedTick> x_ticks, y_ticks;
  std::vector<PlacedText> texts;     // tick numbers, axis labels, names of spans and points, cells, empty text
  std::optional<PlacedText> letter;  // "(a)"
  std::optional<PlacedLegend> legend;
  std::optional<FigureBox> colour_bar;  // of a map; its ticks are map_ticks, low at the bottom
  std::vector<PlacedTick> map_ticks;
  ValueRange map_range;

  double page_x(double x) const;  // not clipped; NaN for what the scale can't show
  double page_y(double y) const;
};

struct FigureLayout {
  double width = 0, height = 0;
  std::vector<PanelLayout> panels;  // as the content's
  std::vector<std::string> notes;   // what did not fit and how that was solved
};

/// `legend`: auto | inside | above | right | none. auto takes the corner inside the plot that hides no data, else
/// above.
struct LayoutChoices {
  int columns = 0;  // panels side by side; 0 = as fits
  std::string legend = "auto";
  bool letters = true;  // only for several panels
};

/// Panels side by side: `wanted`, or where that is 0 as many as leave each at least 120 points, in rows of like length.
int panel_columns(std::size_t panels, double width_points, int wanted);

/// Throws InputError when the page is too small for its texts.
FigureLayout lay_out(const FigureContent& content, const FigureStyle& style, const LayoutChoices& choices,
                     const TextMeasure& measure);

}  // namespace imprint
