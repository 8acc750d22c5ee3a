// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/figure/layout/panel_frame.h"

#include <algorithm>
#include <cmath>

#include "app/curves/ticks.h"
#include "app/figure/layout/axis_ticks.h"
#include "app/figure/layout/map_colours.h"
#include "app/figure/layout/place_legend.h"
#include "app/figure/layout/place_text.h"
#include "app/figure/layout/text_width.h"

namespace imprint {
namespace {

constexpr double number_gap = 1.8;  // tick to number
constexpr double label_gap = 2.5;   // number to label
constexpr double above_gap = 4;     // plot to what stands above it
constexpr double break_gap = 7;     // height of a broken axis's gap
// The least from number to number; round steps make it one to two and a half times that.
constexpr double x_spacing = 34, y_spacing = 17;
constexpr double bar_gap = 6, bar_width = 7;             // the colour bar
constexpr double widest_cell = 2.4, highest_cell = 1.8;  // width by height, height by width

/// The end of the numbers below or to the left of the plot.
double lowest(const PanelLayout& layout) {
  double bottom = layout.plot.bottom() + (layout.x_ticks.empty() ? 0 : tick_length);
  for (const PlacedText& text : layout.texts) bottom = std::max(bottom, text.box.bottom());
  return bottom;
}

double leftmost(const PanelLayout& layout) {
  double left = layout.plot.left - (layout.y_ticks.empty() ? 0 : tick_length);
  for (const PlacedText& text : layout.texts) left = std::min(left, text.box.left);
  return left;
}

/// Moves `at` so that a length around it stays inside low..high; where it can't, to the middle.
double kept_inside(double at, double length, double low, double high) {
  if (length >= high - low) return (low + high) / 2;
  return std::clamp(at, low + length / 2, high - length / 2);
}

}  // namespace

PanelFrame::PanelFrame(const FigurePanel& panel, const FigureStyle& style, const TextMeasure& measure,
                       std::string letter)
    : panel_(panel),
      style_(style),
      measure_(measure),
      letter_(std::move(letter)),
      x_(x_span(panel)),
      y_(y_span(panel, x_)) {}

double PanelFrame::label_pitch() const { return line_pitch(measure_, style_.text_points); }

PanelLayout PanelFrame::around(const FigureBox& plot, const FigureBox& slot, const PanelState& state) const {
  PanelLayout layout;
  layout.plot = plot;
  add_scales(layout);
  add_x_ticks(layout);
  add_y_ticks(layout);
  add_labels(layout, slot);
  if (panel_.map) add_colour_bar(layout);
  if (state.spans_above) add_span_names_above(layout);
  add_letter(layout, slot);
  if (state.legend == LegendPlace::above) add_legend_above(layout, slot);
  if (state.legend == LegendPlace::right) add_legend_right(layout);
  return layout;
}

void PanelFrame::add_scales(PanelLayout& layout) const {
  layout.x_range = x_.range;
  layout.y_range = y_.range;
  layout.x_scale = x_.scale;
  layout.y_scale = with_gap(y_.scale, y_.range, break_gap, layout.plot.height);
  if (layout.x_scale.kind == ScaleKind::broken) layout.x_scale = {};
}

void PanelFrame::add_x_ticks(PanelLayout& layout) const {
  const std::vector<std::string>& names = panel_.map ? panel_.map->columns : panel_.x.categories;
  if (names.empty() && !x_.has_data && !panel_.x.range) return;
  const double points = style_.tick_points;
  TickRoom room{x_spacing, 4, {}, [&](double value) { return layout.page_x(value); }};
  room.extent = [&](const std::string& text) { return text_width(measure_, text, points); };
  auto ticks = names.empty() ? axis_ticks(panel_.x, layout.x_scale, layout.x_range, room) : name_ticks(names, room);
  const bool turned = !names.empty() && numbers_touch(ticks, room);
  if (turned) {
    room.extent = [&](const std::string&) { return measure_.ascent(points); };
    room.apart = 1.5;
    drop_touching(ticks, room);
  }
  const double top = layout.plot.bottom() + tick_length + number_gap;
  const TextStyle kind{TextRole::tick_number, points, false};
  for (const PlacedTick& tick : ticks) {
    if (tick.text.empty()) continue;
    layout.texts.push_back(
        turned ? turned_text(measure_, tick.text, kind, tick.at + measure_.ascent(points) / 2, top, TextAnchor::right)
               : level_text(measure_, tick.text, kind, tick.at, top + measure_.ascent(points), TextAnchor::middle));
  }
  layout.x_ticks = std::move(ticks);
}

void PanelFrame::add_y_ticks(PanelLayout& layout) const {
  const std::vector<std::string>& names = panel_.map ? panel_.map->rows : panel_.y.categories;
  if (names.empty() && !y_.has_data && !panel_.y.range) return;
  const double points = style_.tick_points;
  TickRoom room{y_spacing, 2, {}, [&](double value) { return layout.page_y(value); }};
  room.extent = [&](const std::string&) { return measure_.ascent(points); };
  auto ticks = names.empty() ? axis_ticks(panel_.y, layout.y_scale, layout.y_range, room) : name_ticks(names, room);
  drop_touching(ticks, room);
  const double right = layout.plot.left - tick_length - number_gap;
  for (const PlacedTick& tick : ticks) {
    if (tick.text.empty()) continue;
    layout.texts.push_back(level_text(measure_, tick.text, {TextRole::tick_number, points, false}, right,
                                      tick.at + measure_.ascent(points) / 2, TextAnchor::right));
  }
  layout.y_ticks = std::move(ticks);
}

void PanelFrame::add_labels(PanelLayout& layout, const FigureBox& slot) const {
  const TextStyle kind{TextRole::axis_label, style_.text_points, false};
  const FigureBox plot = layout.plot;
  const double bottom = lowest(layout);
  const double left = leftmost(layout);
  double baseline = bottom + label_gap + measure_.ascent(kind.points);
  for (const std::string& line : wrapped(measure_, panel_.x.label, kind.points, slot.width)) {
    if (line.empty()) continue;
    const double width = text_width(measure_, line, kind.points);
    const double middle = kept_inside(plot.left + plot.width / 2, width, std::min(slot.left, plot.left),
                                      std::max(slot.right(), plot.right()));
    layout.texts.push_back(level_text(measure_, line, kind, middle, baseline, TextAnchor::middle));
    baseline += label_pitch();
  }
  const double low_end = std::max(slot.bottom(), plot.bottom());
  auto lines = wrapped(measure_, panel_.y.label, kind.points, low_end - plot.top);
  std::ranges::reverse(lines);  // the last one stands nearest to the numbers
  double at = left - label_gap - measure_.descent(kind.points);
  for (const std::string& line : lines) {
    if (line.empty()) continue;
    const double length = text_width(measure_, line, kind.points);
    const double middle = kept_inside(plot.top + plot.height / 2, length, plot.top, low_end);
    layout.texts.push_back(turned_text(measure_, line, kind, at, middle, TextAnchor::middle));
    at -= label_pitch();
  }
}

void PanelFrame::add_colour_bar(PanelLayout& layout) const {
  const FigureBox& plot = layout.plot;
  const double points = style_.tick_points;
  const FigureBox bar{plot.right() + bar_gap, plot.top, bar_width, plot.height};
  layout.colour_bar = bar;
  layout.map_range = map_range(*panel_.map);
  const ValueRange range = layout.map_range;
  TickRoom room{y_spacing, 2, {}, [=](double v) { return bar.bottom() - (v - range.low) / range.size() * bar.height; }};
  room.extent = [&](const std::string&) { return measure_.ascent(points); };
  layout.map_ticks = axis_ticks({}, {}, range, room);
  double right = bar.right() + tick_length;
  for (const PlacedTick& tick : layout.map_ticks) {
    layout.texts.push_back(level_text(measure_, tick.text, {TextRole::tick_number, points, false},
                                      bar.right() + tick_length + number_gap, tick.at + measure_.ascent(points) / 2,
                                      TextAnchor::left));
    right = std::max(right, layout.texts.back().box.right());
  }
  double at = right + label_gap + measure_.ascent(style_.text_points);
  for (const std::string& line : wrapped(measure_, panel_.map->label, style_.text_points, plot.height)) {
    if (line.empty()) continue;
    layout.texts.push_back(turned_text(measure_, line, {TextRole::axis_label, style_.text_points, false}, at,
                                       plot.top + plot.height / 2, TextAnchor::middle));
    at += label_pitch();
  }
}

void PanelFrame::add_letter(PanelLayout& layout, const FigureBox& slot) const {
  if (letter_.empty()) return;
  const TextStyle kind{TextRole::message, style_.letter_points, style_.bold_letters};
  // Not left of what the panel has there, else the plot would move.
  const double left = std::max(std::min(slot.left, layout.plot.left), leftmost(layout));
  double baseline = layout.plot.top - above_gap - measure_.descent(kind.points);
  layout.letter = level_text(measure_, letter_, kind, left, baseline, TextAnchor::left);
}

void PanelFrame::add_legend_above(PanelLayout& layout, const FigureBox& slot) const {
  const LegendBuilder builder(panel_, style_, measure_);
  const FigureBox& plot = layout.plot;
  const double left = layout.letter ? layout.letter->box.right() + 6 : std::min(slot.left, plot.left);
  const double right = std::max(slot.right(), plot.right());
  const int most_rows = std::max(1, static_cast<int>(0.4 * slot.height / builder.pitch()));
  PlacedLegend legend = builder.rows(right - left, most_rows);
  double bottom = plot.top - above_gap;
  for (const PlacedText& text : layout.texts)
    if (text.role == TextRole::span_name) bottom = std::min(bottom, text.box.top - 2);
  const double room = right - std::max(left, plot.left);
  move_to(legend, legend.box.width <= room ? std::max(left, plot.left) : left, bottom - legend.box.height);
  layout.legend = std::move(legend);
}

void PanelFrame::add_legend_right(PanelLayout& layout) const {
  double right = layout.plot.right();
  for (const PlacedText& text : layout.texts) right = std::max(right, text.box.right());
  PlacedLegend legend = LegendBuilder(panel_, style_, measure_).block(1);
  legend.framed = false;
  std::erase_if(legend.entries, [&](const LegendEntry& e) { return e.label.box.bottom() > layout.plot.height + 20; });
  legend.box.height = std::min(legend.box.height, layout.plot.height + 20);
  move_to(legend, right + 4, layout.plot.top);
  layout.legend = std::move(legend);
}

Overhang overhang_of(const PanelLayout& layout) {
  const FigureBox& plot = layout.plot;
  double left = plot.left, top = plot.top, right = plot.right(), bottom = plot.bottom();
  const auto reach = [&](const FigureBox& box) {
    left = std::min(left, box.left);
    top = std::min(top, box.top);
    right = std::max(right, box.right());
    bottom = std::max(bottom, box.bottom());
  };
  for (const PlacedText& text : layout.texts) reach(text.box);
  if (layout.letter) reach(layout.letter->box);
  if (layout.legend) reach(layout.legend->box);
  if (layout.colour_bar)
    reach({layout.colour_bar->left, plot.top, layout.colour_bar->width + tick_length, plot.height});
  return {plot.left - left, plot.top - top, right - plot.right(), bottom - plot.bottom()};
}

FigureBox box_for_map(const FigureBox& plot, const FigureMap& map) {
  const double columns = static_cast<double>(std::max<std::size_t>(map.columns.size(), 1));
  const double rows = static_cast<double>(std::max<std::size_t>(map.rows.size(), 1));
  FigureBox box = plot;
  box.width = std::min(box.width, widest_cell * box.height / rows * columns);
  box.height = std::min(box.height, highest_cell * box.width / columns * rows);
  box.left += (plot.width - box.width) / 2;
  return box;
}

}  // namespace imprint
