// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/figure/tex/tex_axis.h"

#include <algorithm>
#include <cmath>

#include "app/figure/layout/map_colours.h"
#include "app/figure/layout/panel_frame.h"
#include "app/figure/layout/panel_shapes.h"
#include "app/figure/tex/tex_plots.h"
#include "core/base/text.h"

namespace imprint {
namespace {

/// Where a value stands on pgfplots' axis: it has logarithms of its own; the other scales are linear in the
/// height.
double on_axis(const ValueScale& scale, double value) {
  return scale.kind == ScaleKind::logarithmic ? value : scale.forward(value);
}

/// Times and round brackets only, as LaTeX's floating-point expressions read it; v is the value.
std::string height_formula(const ValueScale& scale) {
  const std::string a = shortest_text(scale.break_low), b = shortest_text(scale.break_high);
  if (scale.kind == ScaleKind::symmetric_log)
    return "sign(#1)*ln(1+abs(#1)/" + shortest_text(scale.threshold) + ")/ln(10)";
  return "(#1)-(min(max(#1,(" + a + ")),(" + b + "))-(" + a + "))*" + shortest_text(1 - scale.gap_share);
}

bool has_own_formula(const ValueScale& scale) {
  return scale.kind == ScaleKind::symmetric_log || scale.kind == ScaleKind::broken;
}

/// "xtick={..},xticklabels={..},minor xtick={..}".
std::string ticks(const char* axis, const std::vector<PlacedTick>& all, const ValueScale& scale) {
  std::vector<double> major, minor;
  std::string labels;
  for (const PlacedTick& tick : all) {
    (tick.minor ? minor : major).push_back(on_axis(scale, tick.value));
    if (!tick.minor) labels += (major.size() == 1 ? "{" : ",{") + tex_text(tick.text) + "}";
  }
  const std::string name = axis;
  if (major.empty()) return "  " + name + "tick=\\empty,\n";
  std::string text = "  " + name + "tick=" + tex_list(major) + "," + name + "ticklabels={" + labels + "},\n";
  if (!minor.empty()) text += "  minor " + name + "tick=" + tex_list(minor) + ",\n";
  return text;
}

std::string range(const char* axis, const ValueRange& range, const ValueScale& scale) {
  const std::string name = axis;
  std::string text = "  " + name + "min=" + plain_text(on_axis(scale, range.low)) + "," + name +
                     "max=" + plain_text(on_axis(scale, range.high)) + ",";
  if (scale.kind == ScaleKind::logarithmic) text += name + "mode=log,";
  return text + "\n";
}

bool numbers_turned(const PanelLayout& layout) {
  return std::ranges::any_of(layout.texts,
                             [](const PlacedText& t) { return t.turned && t.role == TextRole::tick_number; });
}

class PanelWriter {
 public:
  PanelWriter(std::size_t index, const FigureDrawing& drawing, const TexPage& page)
      : index_(index),
        drawing_(drawing),
        page_(page),
        panel_(drawing.content.panels[index]),
        layout_(drawing.layout.panels[index]),
        style_(drawing.style) {}

  std::string text() {
    text_ = "\n% panel " + std::to_string(index_ + 1) + ": " + panel_.kind + "\n";
    if (panel_.map) text_ += tex_map(index_, drawing_, page_);
    axis();
    for (const PlacedText& one : layout_.texts)
      if (!is_axis_number(one)) text_ += page_.node(one, style_.ink);
    if (layout_.letter) text_ += page_.node(*layout_.letter, style_.ink, true);
    if (layout_.legend) legend();
    return text_;
  }

 private:
  /// The numbers of the colour bar stand right of the plot; those of the axes come from the axis itself.
  bool is_axis_number(const PlacedText& one) const {
    return one.role == TextRole::tick_number &&
           !(layout_.colour_bar && one.box.left > layout_.plot.right() && one.box.top < layout_.plot.bottom() + 1);
  }

  void axis() {
    const FigureBox gap = gap_of(layout_);
    const bool broken = gap.height > 0 && !panel_.map;
    text_ += "\\begin{axis}[panel,at={" + page_.at(layout_.plot.left, layout_.plot.bottom()) +
             "},width=" + tex_length(layout_.plot.width) + ",height=" + tex_length(layout_.plot.height) + ",\n";
    text_ += range("x", layout_.x_range, layout_.x_scale) + range("y", layout_.y_range, layout_.y_scale);
    text_ += ticks("x", layout_.x_ticks, layout_.x_scale) + ticks("y", layout_.y_ticks, layout_.y_scale);
    if (numbers_turned(layout_)) text_ += "  xticklabel style={rotate=90,anchor=east},\n";
    if (panel_.map) text_ += "  axis x line=box,axis y line=box,\n";
    if (broken) text_ += "  y axis line style={draw=none},\n";
    text_ += "]\n";
    // In values, not heights: the plots' coordinates run through the same scale.
    text_ += "\\edges{" + plain_text(layout_.x_range.low) + "}{" + plain_text(layout_.x_range.high) + "}{" +
             plain_text(on_axis(layout_.y_scale, layout_.y_range.low)) + "}{" +
             plain_text(on_axis(layout_.y_scale, layout_.y_range.high)) + "}\n";
    if (!panel_.map) text_ += tex_plots(index_, drawing_);
    text_ += "\\end{axis}\n";
    if (broken) broken_spine(gap);
  }

  void broken_spine(const FigureBox& gap) {
    const FigureBox& plot = layout_.plot;
    const std::string pen =
        "\\draw[draw=" + tex_colour(style_.ink) + ",line width=" + tex_length(style_.axis_points) + "] ";
    text_ += "\\fill[fill=" + tex_colour(style_.background) + "] " + page_.box(gap) + ";\n";
    text_ += pen + page_.at(plot.left, plot.top) + " -- " + page_.at(plot.left, gap.top) + ";\n";
    text_ += pen + page_.at(plot.left, gap.bottom()) + " -- " + page_.at(plot.left, plot.bottom()) + ";\n";
    for (const double y : {gap.top, gap.bottom()})
      text_ += pen + page_.at(plot.left - 2.6, y + 1.3) + " -- " + page_.at(plot.left + 2.6, y - 1.3) + ";\n";
  }

  void legend() {
    const PlacedLegend& legend = *layout_.legend;
    if (legend.framed)
      text_ += "\\filldraw[fill=" + tex_colour(style_.background) +
               ",draw=" + tex_colour(blended(style_.ink, style_.background, 0.8)) +
               ",line width=" + tex_length(style_.axis_points) + "] " + page_.box(legend.box) + ";\n";
    for (const LegendEntry& entry : legend.entries) {
      sample(panel_.series[entry.series], entry.sample);
      text_ += page_.node(entry.label, style_.ink, true);
    }
  }

  void sample(const FigureSeries& series, const FigureBox& box) {
    const SeriesDress dress = dress_of(series, style_);
    const double middle = box.top + box.height / 2;
    if (series.shape == SeriesShape::bars || series.shape == SeriesShape::area) {
      text_ += "\\fill[fill=" + tex_colour(dress.fill) + "] " + page_.box(box) + ";\n";
      return;
    }
    if (series.shape != SeriesShape::points)
      text_ += "\\draw[draw=" + tex_colour(dress.colour) + ",line width=" + tex_length(dress.line_points) + "," +
               tex_dash(dress.dash) + "] " + page_.at(box.left, middle) + " -- " + page_.at(box.right(), middle) +
               ";\n";
    if (series.shape == SeriesShape::points || (series.shape == SeriesShape::line && series.role == SeriesRole::main))
      text_ += "\\path plot[only marks," + tex_mark(dress) + "] coordinates {" +
               page_.at(box.left + box.width / 2, middle) + "};\n";
  }

  std::size_t index_;
  const FigureDrawing& drawing_;
  const TexPage& page_;
  const FigurePanel& panel_;
  const PanelLayout& layout_;
  const FigureStyle& style_;
  std::string text_;
};

}  // namespace

std::string tex_scales(std::size_t index, const PanelLayout& layout) {
  std::string text;
  const std::string id = std::to_string(index);
  if (has_own_formula(layout.x_scale)) text += "\\scaled{x" + id + "}{" + height_formula(layout.x_scale) + "}\n";
  if (has_own_formula(layout.y_scale)) text += "\\scaled{y" + id + "}{" + height_formula(layout.y_scale) + "}\n";
  return text;
}

std::string tex_panel(std::size_t index, const FigureDrawing& drawing, const TexPage& page) {
  return PanelWriter(index, drawing, page).text();
}

}  // namespace imprint
