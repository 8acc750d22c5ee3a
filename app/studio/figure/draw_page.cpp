// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/figure/draw_page.h"

#include <cmath>

#include "app/figure/layout/map_colours.h"
#include "app/figure/layout/panel_frame.h"
#include "app/figure/layout/panel_shapes.h"
#include "app/figure/layout/series_dress.h"
#include "app/studio/figure/draw_map.h"
#include "app/studio/figure/draw_series.h"

namespace imprint::studio {
namespace {

/// Half of a break mark: a short slanted stroke where the gap of a broken axis begins and ends.
constexpr double break_mark_x = 2.6, break_mark_y = 1.3;

class PanelDrawer {
 public:
  PanelDrawer(FigureCanvas& canvas, const FigurePanel& panel, const PanelLayout& layout, const FigureStyle& style)
      : canvas_(canvas), panel_(panel), layout_(layout), style_(style) {}

  void draw(const FigureOutput& output) {
    spans();
    if (panel_.map)
      draw_map(canvas_, *panel_.map, layout_, style_, output.map_as_bitmap);
    else
      data();
    axes();
    texts();
    if (layout_.legend) legend(*layout_.legend);
  }

 private:
  void spans() {
    for (const FigureSpan& span : panel_.spans) {
      const FigureBox box = span_box(span, layout_);
      for (FigureBox window : windows_of(layout_)) {
        window.left = box.left;
        window.width = box.width;
        if (box.width > 0) canvas_.fill(window, style_.span);
      }
    }
  }

  void rules() {
    for (const FigureRule& rule : panel_.rules) {
      const PagePath line = rule_line(rule, layout_);
      if (line.empty()) continue;
      for (const FigureBox& window : windows_of(layout_))
        canvas_.stroke(clipped_line(line, window), {style_.quiet, style_.axis_points});
    }
  }

  void data() {
    if (!panel_.empty_text.empty()) return;
    std::vector<SeriesShapes> shapes;
    for (std::size_t i = 0; i < panel_.series.size(); ++i) shapes.push_back(series_shapes(panel_, i, layout_, style_));
    // Bands beneath all lines, so that no band veils another group's mean.
    for (std::size_t i = 0; i < shapes.size(); ++i) draw_bands(canvas_, panel_.series[i], shapes[i], style_);
    rules();
    for (const std::size_t i : drawing_order(panel_)) draw_series(canvas_, panel_.series[i], shapes[i], style_);
  }

  void spine(const PagePath& line) { canvas_.stroke({line}, {style_.ink, style_.axis_points}); }

  void axes() {
    const FigureBox& plot = layout_.plot;
    if (panel_.map) {
      canvas_.stroke({outline(plot)}, {style_.ink, style_.axis_points, {}, true});
    } else {
      const FigureBox gap = gap_of(layout_);
      const bool broken = gap.height > 0;
      if (broken) broken_spine(gap);
      const PagePath corner = {
          {plot.left, broken ? gap.bottom() : plot.top}, {plot.left, plot.bottom()}, {plot.right(), plot.bottom()}};
      canvas_.stroke({corner}, {style_.ink, style_.axis_points});
    }
    for (const PlacedTick& tick : layout_.x_ticks)
      spine({{tick.at, plot.bottom()}, {tick.at, plot.bottom() + (tick.minor ? minor_tick_length : tick_length)}});
    for (const PlacedTick& tick : layout_.y_ticks)
      spine({{plot.left, tick.at}, {plot.left - (tick.minor ? minor_tick_length : tick_length), tick.at}});
  }

  void broken_spine(const FigureBox& gap) {
    const double left = layout_.plot.left;
    spine({{left, layout_.plot.top}, {left, gap.top}});
    for (const double y : {gap.top, gap.bottom()})
      spine({{left - break_mark_x, y + break_mark_y}, {left + break_mark_x, y - break_mark_y}});
  }

  void texts() {
    for (const PlacedText& text : layout_.texts) canvas_.text(text, text.colour.value_or(style_.ink));
    if (layout_.letter) canvas_.text(*layout_.letter, style_.ink);
  }

  void legend(const PlacedLegend& legend) {
    canvas_.begin_group("legend");
    if (legend.framed) {
      canvas_.fill(legend.box, style_.background);
      const FigureColour pale = blended(style_.ink, style_.background, 0.8);
      canvas_.stroke({outline(legend.box)}, {pale, style_.axis_points, {}, true});
    }
    for (const LegendEntry& entry : legend.entries) {
      draw_sample(canvas_, panel_.series[entry.series], entry.sample, style_);
      canvas_.text(entry.label, style_.ink);
    }
    canvas_.end_group();
  }

  FigureCanvas& canvas_;
  const FigurePanel& panel_;
  const PanelLayout& layout_;
  const FigureStyle& style_;
};

}  // namespace

void draw_page(FigureCanvas& canvas, const FigureDrawing& drawing, const FigureOutput& output) {
  const FigureStyle& style = drawing.style;
  canvas.fill({0, 0, style.width_points, style.height_points}, style.background);
  for (std::size_t i = 0; i < drawing.content.panels.size(); ++i) {
    canvas.begin_group("panel-" + std::to_string(i + 1));
    PanelDrawer(canvas, drawing.content.panels[i], drawing.layout.panels[i], style).draw(output);
    canvas.end_group();
  }
}

}  // namespace imprint::studio
