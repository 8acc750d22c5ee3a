// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include "app/figure/layout/panel_frame.h"
#include "app/figure/layout/panel_shapes.h"
#include "app/figure/layout/place_legend.h"
#include "core/base/error.h"
#include "core/base/text.h"

namespace imprint {
namespace {

constexpr double page_margin = 1.5;
constexpr double column_gap = 9, row_gap = 7;
constexpr double least_plot_width = 36, least_plot_height = 24;
constexpr double least_panel_width = 120;
constexpr int most_passes = 8;

/// Rooms around the plots of one column or one row.
struct Room {
  double before = 0, after = 0;
};

class PageLayout {
 public:
  PageLayout(const FigureContent& content, const FigureStyle& style, const LayoutChoices& choices,
             const TextMeasure& measure)
      : content_(content), style_(style), choices_(choices), measure_(measure) {
    const std::size_t count = content.panels.size();
    columns_ = static_cast<std::size_t>(panel_columns(count, style.width_points, choices.columns));
    rows_ = (count + columns_ - 1) / columns_;
    for (std::size_t i = 0; i < count; ++i) frames_.emplace_back(content.panels[i], style, measure, letter_of(i));
    shared_ = legend_is_shared();
    states_.assign(count, {first_place(), false});
    layouts_.resize(count);
  }

  FigureLayout result() {
    // Each panel moves its legend and its spans' names at most once, so this ends.
    do {
      notes_.clear();
      settle();
    } while (!fill());
    FigureLayout layout{style_.width_points, style_.height_points, std::move(layouts_), std::move(notes_)};
    if (shared_legend_ && !layout.panels.empty()) layout.panels.front().legend = shared_legend_;
    return layout;
  }

 private:
  std::string letter_of(std::size_t panel) const {
    if (!choices_.letters || content_.panels.size() < 2 || panel >= 26) return {};
    return std::string("(") + static_cast<char>('a' + panel) + ")";
  }

  bool legend_is_shared() const {
    const auto& panels = content_.panels;
    if (panels.size() < 2 || (choices_.legend != "auto" && choices_.legend != "above")) return false;
    if (legend_series(panels.front()).size() < 2) return false;
    return std::ranges::all_of(panels, [&](const FigurePanel& p) { return same_legend(p, panels.front()); });
  }

  LegendPlace first_place() const {
    if (choices_.legend == "none" || shared_) return LegendPlace::none;
    if (choices_.legend == "above") return LegendPlace::above;
    return choices_.legend == "right" ? LegendPlace::right : LegendPlace::inside;
  }

  FigureBox page() const {
    return {page_margin, page_margin, style_.width_points - 2 * page_margin, style_.height_points - 2 * page_margin};
  }

  /// What the panels share, below a legend of them all.
  FigureBox panels_area() {
    FigureBox area = page();
    if (!shared_) return area;
    const LegendBuilder builder(content_.panels.front(), style_, measure_);
    PlacedLegend legend = builder.rows(area.width, std::max(1, static_cast<int>(0.3 * area.height / builder.pitch())));
    if (legend.entries.size() < builder.size()) note_left_out(builder.size() - legend.entries.size());
    move_to(legend, area.left + (area.width - legend.box.width) / 2, area.top);
    area.top += legend.box.height + 5;
    area.height -= legend.box.height + 5;
    shared_legend_ = legend;
    return area;
  }

  /// Until the room that the panels ask for is the room that they have.
  void settle() {
    const FigureBox area = panels_area();
    widths_.assign(columns_, {30, 5});
    heights_.assign(rows_, {10, 28});
    for (int pass = 0; pass < most_passes; ++pass) {
      place_plots(area);
      std::vector<Room> widths(columns_), heights(rows_);
      for (std::size_t i = 0; i < frames_.size(); ++i) {
        layouts_[i] = frames_[i].around(plot_of(i), slot_of(i, area), states_[i]);
        // From the whole plot's place: a map may use a part of it.
        const Overhang over = overhang_of(layouts_[i]);
        Room& width = widths[i % columns_];
        Room& height = heights[i / columns_];
        width = {std::max(width.before, over.left), std::max({width.after, over.right, marker_size(style_) / 2})};
        height = {std::max({height.before, over.top, marker_size(style_) / 2}), std::max(height.after, over.bottom)};
      }
      if (settled(widths, widths_) && settled(heights, heights_)) return;
      widths_ = widths;
      heights_ = heights;
    }
  }

  static bool settled(const std::vector<Room>& now, const std::vector<Room>& before) {
    return std::ranges::equal(now, before, [](const Room& a, const Room& b) {
      return std::abs(a.before - b.before) < 1e-3 && std::abs(a.after - b.after) < 1e-3;
    });
  }

  static double sum(const std::vector<Room>& rooms) {
    double total = 0;
    for (const Room& room : rooms) total += room.before + room.after;
    return total;
  }

  void place_plots(const FigureBox& area) {
    const double columns = static_cast<double>(columns_), rows = static_cast<double>(rows_);
    plot_width_ = (area.width - sum(widths_) - (columns - 1) * column_gap) / columns;
    plot_height_ = (area.height - sum(heights_) - (rows - 1) * row_gap) / rows;
    if (plot_width_ < least_plot_width || plot_height_ < least_plot_height) throw_too_small();
    lefts_.clear();
    tops_.clear();
    double x = area.left, y = area.top;
    for (const Room& room : widths_) {
      lefts_.push_back(x + room.before);
      x += room.before + plot_width_ + room.after + column_gap;
    }
    for (const Room& room : heights_) {
      tops_.push_back(y + room.before);
      y += room.before + plot_height_ + room.after + row_gap;
    }
  }

  [[noreturn]] void throw_too_small() const {
    const bool narrow = plot_width_ < least_plot_width;
    const double size = narrow ? style_.width_points : style_.height_points;
    throw InputError("the figure is too small for its texts: its " + std::string(narrow ? "width" : "height") + " of " +
                     plain_text(std::round(size / points_per_inch * 100) / 100) + " in leaves less than " +
                     plain_text(narrow ? least_plot_width : least_plot_height) + " points for a plot; give it more " +
                     (narrow ? "width, fewer columns" : "height") + ", smaller text or shorter labels");
  }

  FigureBox plot_of(std::size_t panel) const {
    const FigureBox plot{lefts_[panel % columns_], tops_[panel / columns_], plot_width_, plot_height_};
    return content_.panels[panel].map ? box_for_map(plot, *content_.panels[panel].map) : plot;
  }

  FigureBox slot_of(std::size_t panel, const FigureBox& area) const {
    const std::size_t column = panel % columns_, row = panel / columns_;
    const double left = column == 0 ? area.left : lefts_[column] - widths_[column].before;
    const double right = lefts_[column] + plot_width_ + widths_[column].after;
    const double top = tops_[row] - heights_[row].before;
    const double bottom = tops_[row] + plot_height_ + heights_[row].after;
    return {left, top, right - left, bottom - top};
  }

  /// Where a legend goes that has no free place inside.
  LegendPlace outside(std::size_t panel, const FigureBox& slot) const {
    const LegendBuilder builder(content_.panels[panel], style_, measure_);
    const PlacedLegend all = builder.rows(slot.width - 18, 1000);
    if (all.box.height <= 0.3 * slot.height) return LegendPlace::above;
    return builder.block(1).box.width <= 0.42 * slot.width ? LegendPlace::right : LegendPlace::above;
  }

  bool fill() {
    bool done = true;
    const FigureBox area = shared_ ? panels_area() : page();
    for (std::size_t i = 0; i < frames_.size(); ++i) {
      const LegendPlace before = states_[i].legend;
      if (frames_[i].fill(layouts_[i], states_[i], choices_.legend == "auto", notes_)) {
        note_missing_entries(i);
        continue;
      }
      if (states_[i].legend != before) states_[i].legend = outside(i, slot_of(i, area));
      done = false;
    }
    return done;
  }

  void note_missing_entries(std::size_t panel) {
    if (shared_ || choices_.legend == "none" || !layouts_[panel].legend) return;
    const std::size_t all = legend_series(content_.panels[panel]).size();
    const std::size_t shown = layouts_[panel].legend->entries.size();
    if (shown < all) note_left_out(all - shown);
  }

  void note_left_out(std::size_t count) {
    const std::string note = "the legend has no room for " + std::to_string(count) + " of its entries";
    if (std::ranges::find(notes_, note) == notes_.end()) notes_.push_back(note);
  }

  const FigureContent& content_;
  const FigureStyle& style_;
  const LayoutChoices& choices_;
  const TextMeasure& measure_;
  std::size_t columns_ = 1, rows_ = 1;
  std::vector<PanelFrame> frames_;
  bool shared_ = false;
  std::vector<PanelState> states_;
  std::vector<PanelLayout> layouts_;
  std::vector<Room> widths_, heights_;
  double plot_width_ = 0, plot_height_ = 0;
  std::vector<double> lefts_, tops_;
  std::optional<PlacedLegend> shared_legend_;
  std::vector<std::string> notes_;
};

}  // namespace

int panel_columns(std::size_t panels, double width_points, int wanted) {
  const int count = std::max(1, static_cast<int>(panels));
  if (wanted > 0) return std::min(wanted, count);
  const int most = std::clamp(static_cast<int>(width_points / least_panel_width), 1, count);
  const int rows = (count + most - 1) / most;
  return (count + rows - 1) / rows;
}

FigureLayout lay_out(const FigureContent& content, const FigureStyle& style, const LayoutChoices& choices,
                     const TextMeasure& measure) {
  if (content.panels.empty()) throw InputError("the figure has no panel; give it at least one [[panel]]");
  if (style.looks.empty()) throw InputError("the figure's style has no looks; choose a palette");
  return PageLayout(content, style, choices, measure).result();
}

}  // namespace imprint
