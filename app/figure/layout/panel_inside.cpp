// SPDX-License-Identifier: GPL-3.0-or-later
// What stands inside the plot: names of spans, rules and points, cells' texts, the legend, the word of an
// empty plot.
#include <algorithm>
#include <array>
#include <cmath>

#include "app/figure/layout/map_colours.h"
#include "app/figure/layout/obstacles.h"
#include "app/figure/layout/panel_frame.h"
#include "app/figure/layout/place_legend.h"
#include "app/figure/layout/place_text.h"
#include "app/figure/layout/text_width.h"

namespace imprint {
namespace {

constexpr double edge_gap = 3;       // legend to plot edge
constexpr double legend_margin = 2;  // legend to data
constexpr double smallest_cell_text = 4.5;

/// The places inside the plot that a legend of that size is tried at, the most usual first.
std::vector<FigureBox> legend_places(const FigureBox& plot, const FigureBox& size) {
  const double left = plot.left + edge_gap;
  const double right = plot.right() - edge_gap - size.width;
  const double middle = (left + right) / 2;
  const double top = plot.top + edge_gap;
  const double bottom = plot.bottom() - edge_gap - size.height;
  if (right < left || bottom < top) return {};
  std::vector<FigureBox> places;
  for (const auto& [x, y] :
       {std::pair{right, top}, {left, top}, {right, bottom}, {left, bottom}, {middle, top}, {middle, bottom}})
    places.push_back({x, y, size.width, size.height});
  return places;
}

bool over_a_span(const FigureBox& box, const FigurePanel& panel, const PanelLayout& layout) {
  return std::ranges::any_of(panel.spans, [&](const FigureSpan& s) { return span_box(s, layout).overlaps(box); });
}

/// Inside the plot where it hides nothing, better beside a shaded span than across it; empty when there is no
/// such place.
std::optional<PlacedLegend> free_legend(const LegendBuilder& builder, const FigurePanel& panel,
                                        const PanelLayout& layout, const Obstacles& obstacles) {
  std::optional<PlacedLegend> over_span;
  for (const int columns : {1, 2}) {
    if (columns == 2 && builder.size() < 4) break;
    PlacedLegend legend = builder.block(columns);
    for (const FigureBox& place : legend_places(layout.plot, legend.box)) {
      if (!obstacles.free(grown(place, legend_margin))) continue;
      move_to(legend, place.left, place.top);
      if (!over_a_span(place, panel, layout)) return legend;
      if (!over_span) over_span = legend;
    }
  }
  return over_span;
}

void add_legend_by_force(const LegendBuilder& builder, PanelLayout& layout, const Obstacles& obstacles,
                         std::vector<std::string>& notes) {
  PlacedLegend legend = builder.block(1);
  auto places = legend_places(layout.plot, legend.box);
  if (places.empty()) places.push_back({layout.plot.left, layout.plot.top, legend.box.width, legend.box.height});
  const FigureBox place = places[obstacles.best_of(places)];
  move_to(legend, place.left, place.top);
  if (!obstacles.free(grown(place, legend_margin)))
    notes.push_back("the legend inside the plot covers data; legend = \"auto\" or \"above\" moves it");
  layout.legend = std::move(legend);
}

void add_message(const std::string& message, const FigureStyle& style, const TextMeasure& measure,
                 PanelLayout& layout) {
  const FigureBox& plot = layout.plot;
  const auto lines = wrapped(measure, message, style.text_points, 0.86 * plot.width);
  const double pitch = line_pitch(measure, style.text_points);
  const double middle = plot.top + plot.height / 2;
  double baseline = middle - static_cast<double>(lines.size() - 1) / 2 * pitch + measure.ascent(style.text_points) / 2;
  for (const std::string& line : lines) {
    layout.texts.push_back(level_text(measure, line, {TextRole::message, style.text_points, false},
                                      plot.left + plot.width / 2, baseline, TextAnchor::middle));
    baseline += pitch;
  }
}

/// A size at which every text fits its cell; 0 when none can be read.
double cell_points(const FigureMap& map, const FigureStyle& style, const TextMeasure& measure, const FigureBox& cell) {
  double points = std::min(style.tick_points, 0.9 * cell.height);
  for (const std::string& text : map.texts) {
    const double width = text_width(measure, text, 1);
    if (width > 0) points = std::min(points, (cell.width - 2) / width);
  }
  return points < smallest_cell_text ? 0 : points;
}

void add_cell_texts(const FigureMap& map, const FigureStyle& style, const TextMeasure& measure, PanelLayout& layout,
                    std::vector<std::string>& notes) {
  if (map.texts.empty()) return;
  const double points = cell_points(map, style, measure, cell_box(0, 0, layout));
  if (points == 0) {
    notes.push_back("the map's cells are too small for their numbers, which are left out");
    return;
  }
  for (std::size_t i = 0; i < std::min(map.texts.size(), map.values.size()); ++i) {
    if (map.texts[i].empty()) continue;
    const FigureBox cell = cell_box(i % map.columns.size(), i / map.columns.size(), layout);
    layout.texts.push_back(level_text(measure, typeset_number(map.texts[i]), {TextRole::cell, points, false},
                                      cell.left + cell.width / 2,
                                      cell.top + cell.height / 2 + measure.ascent(points) / 2, TextAnchor::middle));
    layout.texts.back().colour = readable_on(cell_colour(map, map.values[i], style));
  }
}

/// The text where it hides least, inside the plot when possible, and henceforth an obstacle itself.
void add_best(std::vector<PlacedText> choices, PanelLayout& layout, Obstacles& obstacles) {
  std::erase_if(choices, [&](const PlacedText& text) { return choices.size() > 1 && !layout.plot.contains(text.box); });
  if (choices.empty()) return;
  std::vector<FigureBox> boxes;
  for (const PlacedText& text : choices) boxes.push_back(grown(text.box, 0.8));
  PlacedText& best = choices[obstacles.best_of(boxes)];
  obstacles.add(best.box);
  layout.texts.push_back(best);
}

void add_rule_name(const FigureRule& rule, const FigureStyle& style, const TextMeasure& measure, PanelLayout& layout,
                   Obstacles& obstacles) {
  const PagePath line = rule_line(rule, layout);
  if (rule.label.empty() || line.empty()) return;
  const TextStyle kind{TextRole::rule_name, style.tick_points, false};
  const double ascent = measure.ascent(kind.points);
  const double descent = measure.descent(kind.points);
  const FigureBox& plot = layout.plot;
  const auto text = [&](double x, double y, TextAnchor anchor) {
    return level_text(measure, rule.label, kind, x, y, anchor);
  };
  const double at = rule.vertical ? line[0].x : line[0].y;
  if (rule.vertical) {
    const double high = plot.top + ascent + 2, low = plot.bottom() - descent - 2;
    add_best({text(at + 3, high, TextAnchor::left), text(at - 3, high, TextAnchor::right),
              text(at + 3, low, TextAnchor::left), text(at - 3, low, TextAnchor::right)},
             layout, obstacles);
    return;
  }
  const double above = at - descent - 1.5, below = at + ascent + 2.5;
  add_best({text(plot.right() - 3, above, TextAnchor::right), text(plot.right() - 3, below, TextAnchor::right),
            text(plot.left + 3, above, TextAnchor::left), text(plot.left + 3, below, TextAnchor::left)},
           layout, obstacles);
}

/// Around the point, the usual places first.
std::vector<PlacedText> around_point(const std::string& name, const TextStyle& kind, const TextMeasure& measure,
                                     const PagePoint& at, double away) {
  const double ascent = measure.ascent(kind.points);
  const double level = at.y + ascent / 2;
  const double above = at.y - away, below = at.y + away + ascent;
  const auto text = [&](double x, double y, TextAnchor anchor) {
    return level_text(measure, name, kind, x, y, anchor);
  };
  return {text(at.x + away, level, TextAnchor::left),
          text(at.x - away, level, TextAnchor::right),
          text(at.x, above, TextAnchor::middle),
          text(at.x, below, TextAnchor::middle),
          text(at.x + 0.7 * away, above, TextAnchor::left),
          text(at.x - 0.7 * away, above, TextAnchor::right),
          text(at.x + 0.7 * away, below, TextAnchor::left),
          text(at.x - 0.7 * away, below, TextAnchor::right)};
}

void add_point_names(const FigureSeries& series, const FigureStyle& style, const TextMeasure& measure,
                     PanelLayout& layout, Obstacles& obstacles) {
  std::size_t index = 0;
  for (const FigurePiece& piece : series.pieces) {
    for (const FigurePoint& point : piece) {
      if (index >= series.names.size()) return;
      const std::string& name = series.names[index++];
      const PagePoint at{layout.page_x(point.x), layout.page_y(point.y)};
      if (name.empty() || !layout.plot.contains({at.x, at.y, 0, 0})) continue;
      add_best(
          around_point(name, {TextRole::point_name, style.tick_points, false}, measure, at, marker_size(style) / 2 + 2),
          layout, obstacles);
    }
  }
}

PlacedText span_name(const FigureSpan& span, const FigureStyle& style, const TextMeasure& measure,
                     const PanelLayout& layout, double baseline) {
  const TextStyle kind{TextRole::span_name, style.tick_points, false};
  const FigureBox box = span_box(span, layout);
  const double half = text_width(measure, span.label, kind.points) / 2;
  const double low = layout.plot.left + half + 1, high = layout.plot.right() - half - 1;
  const double middle =
      low > high ? layout.plot.left + layout.plot.width / 2 : std::clamp(box.left + box.width / 2, low, high);
  return level_text(measure, span.label, kind, middle, baseline, TextAnchor::middle);
}

bool named(const FigureSpan& span, const PanelLayout& layout) {
  return !span.label.empty() && span_box(span, layout).width > 0;
}

/// At the top of the plot; false when one would hide data or touch another.
bool add_span_names(const FigurePanel& panel, const FigureStyle& style, const TextMeasure& measure, PanelLayout& layout,
                    Obstacles& obstacles) {
  const double baseline = layout.plot.top + 2.5 + measure.ascent(style.tick_points);
  for (const FigureSpan& span : panel.spans) {
    if (!named(span, layout)) continue;
    const PlacedText text = span_name(span, style, measure, layout, baseline);
    if (!obstacles.free(grown(text.box, 1))) return false;
    obstacles.add(grown(text.box, 1.5));
    layout.texts.push_back(text);
  }
  return true;
}

}  // namespace

void PanelFrame::add_span_names_above(PanelLayout& layout) const {
  const double baseline = layout.plot.top - 2 - measure_.descent(style_.tick_points);
  double taken_to = -INFINITY;
  std::vector<const FigureSpan*> spans;
  for (const FigureSpan& span : panel_.spans)
    if (named(span, layout)) spans.push_back(&span);
  std::ranges::sort(spans, {}, &FigureSpan::begin);
  for (const FigureSpan* span : spans) {
    PlacedText text = span_name(*span, style_, measure_, layout, baseline);
    if (text.box.left < taken_to + 2) continue;  // the shaded span itself still tells; its name would be unreadable
    taken_to = text.box.right();
    layout.texts.push_back(text);
  }
}

bool PanelFrame::fill(PanelLayout& layout, PanelState& state, bool legend_may_move,
                      std::vector<std::string>& notes) const {
  const bool nothing = !panel_.map && !x_.has_data && !y_.has_data;
  if (nothing || !panel_.empty_text.empty()) {
    add_message(panel_.empty_text.empty() ? "No values to draw" : panel_.empty_text, style_, measure_, layout);
    return true;
  }
  if (panel_.map) {
    add_cell_texts(*panel_.map, style_, measure_, layout, notes);
    return true;
  }
  Obstacles obstacles(panel_, layout, style_);
  if (!state.spans_above && !add_span_names(panel_, style_, measure_, layout, obstacles)) {
    state.spans_above = true;
    return false;
  }
  for (const FigureRule& rule : panel_.rules) add_rule_name(rule, style_, measure_, layout, obstacles);
  for (const FigureSeries& series : panel_.series) add_point_names(series, style_, measure_, layout, obstacles);
  const LegendBuilder builder(panel_, style_, measure_);
  if (state.legend != LegendPlace::inside || builder.empty()) return true;
  layout.legend = free_legend(builder, panel_, layout, obstacles);
  if (!layout.legend && legend_may_move) {
    state.legend = LegendPlace::above;
    return false;
  }
  if (!layout.legend) add_legend_by_force(builder, layout, obstacles, notes);
  return true;
}

}  // namespace imprint
