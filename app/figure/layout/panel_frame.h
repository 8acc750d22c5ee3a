// SPDX-License-Identifier: GPL-3.0-or-later
// One panel around a plot of a given place: ticks, numbers, labels, colour bar, and what stands above and
// beside it. How far they reach beyond the plot tells how much room it must leave.
#pragma once

#include <string>
#include <vector>

#include "app/figure/figure_layout.h"
#include "app/figure/layout/axis_span.h"

namespace imprint {

inline constexpr double tick_length = 2.6;  // points
inline constexpr double minor_tick_length = 1.6;

enum class LegendPlace { none, inside, above, right };

/// What had to give way so far.
struct PanelState {
  LegendPlace legend = LegendPlace::none;
  bool spans_above = false;  // their names
};

/// How far a panel reaches beyond its plot.
struct Overhang {
  double left = 0, top = 0, right = 0, bottom = 0;
};

class PanelFrame {
 public:
  PanelFrame(const FigurePanel& panel, const FigureStyle& style, const TextMeasure& measure, std::string letter);

  /// Everything outside of the plot; `slot` is the part of the page that the panel may use.
  PanelLayout around(const FigureBox& plot, const FigureBox& slot, const PanelState& state) const;

  /// Adds what stands inside. Returns whether all of it found a place that hides nothing; where not, `state`
  /// tells what must move out, and `layout` is unfinished. A legend that may not move takes the place that
  /// hides least.
  bool fill(PanelLayout& layout, PanelState& state, bool legend_may_move, std::vector<std::string>& notes) const;

  const FigurePanel& panel() const { return panel_; }
  const std::string& letter() const { return letter_; }

 private:
  void add_scales(PanelLayout& layout) const;
  void add_x_ticks(PanelLayout& layout) const;
  void add_y_ticks(PanelLayout& layout) const;
  void add_labels(PanelLayout& layout, const FigureBox& slot) const;
  void add_colour_bar(PanelLayout& layout) const;
  void add_span_names_above(PanelLayout& layout) const;
  void add_letter(PanelLayout& layout, const FigureBox& slot) const;
  void add_legend_above(PanelLayout& layout, const FigureBox& slot) const;
  void add_legend_right(PanelLayout& layout) const;
  double label_pitch() const;

  const FigurePanel& panel_;
  const FigureStyle& style_;
  const TextMeasure& measure_;
  std::string letter_;
  AxisSpan x_, y_;
};

/// Of ticks, texts, legend, letter and colour bar.
Overhang overhang_of(const PanelLayout& layout);

/// The part of `plot` in which a map's cells are not too flat and not too high.
FigureBox box_for_map(const FigureBox& plot, const FigureMap& map);

}  // namespace imprint
