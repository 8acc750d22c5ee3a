// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/figure/draw_map.h"

#include <algorithm>
#include <cmath>

#include "app/figure/layout/map_colours.h"
#include "app/figure/layout/panel_frame.h"
#include "app/figure/layout/panel_shapes.h"

namespace imprint::studio {
namespace {

/// Each cell reaches this far beneath the next one, so that no viewer shows a seam of the page between them.
constexpr double overlap = 0.4;
constexpr int bar_steps = 96;
constexpr double frame_width = 1.1;
/// A viewer that smooths pictures blurs only the outermost of a cell's dots.
constexpr int dots_a_cell = 32;

class MapDrawer {
 public:
  MapDrawer(FigureCanvas& canvas, const FigureMap& map, const PanelLayout& layout, const FigureStyle& style)
      : canvas_(canvas),
        map_(map),
        layout_(layout),
        style_(style),
        columns_(map.columns.size()),
        rows_(map.rows.size()) {}

  void draw(bool as_bitmap) {
    as_bitmap ? bitmap() : cells();
    marks();
    bar();
  }

 private:
  double value(std::size_t column, std::size_t row) const {
    const std::size_t at = row * columns_ + column;
    return at < map_.values.size() ? map_.values[at] : no_value;
  }

  FigureColour colour(double value) const {
    return map_colour(style_.map, (value - layout_.map_range.low) / layout_.map_range.size());
  }

  FigureColour ground(std::size_t column, std::size_t row) const {
    const double v = value(column, row);
    return std::isfinite(v) ? colour(v) : style_.background;
  }

  /// From the top row down, each covering the overlap of those before it.
  void cells() {
    const FigureBox& plot = layout_.plot;
    for (std::size_t row = rows_; row-- > 0;) {
      for (std::size_t column = 0; column < columns_; ++column) {
        FigureBox box = cell_box(column, row, layout_);
        box.width = std::min(box.width + overlap, plot.right() - box.left);
        box.height = std::min(box.height + overlap, plot.bottom() - box.top);
        canvas_.fill(box, ground(column, row));
      }
    }
  }

  void bitmap() {
    QImage picture(static_cast<int>(columns_), static_cast<int>(rows_), QImage::Format_RGB32);
    for (std::size_t row = 0; row < rows_; ++row) {
      for (std::size_t column = 0; column < columns_; ++column) {
        const FigureColour c = ground(column, row);
        picture.setPixel(static_cast<int>(column), static_cast<int>(rows_ - 1 - row), qRgb(c.red, c.green, c.blue));
      }
    }
    const int dots = std::clamp(4096 / std::max(picture.width(), picture.height()), 1, dots_a_cell);
    canvas_.picture(picture.scaled(picture.size() * dots, Qt::IgnoreAspectRatio, Qt::FastTransformation), layout_.plot);
  }

  void marks() {
    for (std::size_t i = 0; i < rows_ * columns_; ++i) {
      const FigureBox cell = cell_box(i % columns_, i / columns_, layout_);
      if (!std::isfinite(value(i % columns_, i / columns_)))
        canvas_.stroke({{{cell.left, cell.bottom()}, {cell.right(), cell.top}}}, {style_.quiet, style_.axis_points});
      else if (i < map_.framed.size() && map_.framed[i])
        canvas_.stroke({outline(grown(cell, -0.5 * frame_width - 0.5))},
                       {readable_on(ground(i % columns_, i / columns_)), frame_width, {}, true});
    }
  }

  void bar() {
    if (!layout_.colour_bar) return;
    const FigureBox& bar = *layout_.colour_bar;
    const double step = bar.height / bar_steps;
    for (int i = 0; i < bar_steps; ++i) {
      const double top = bar.top + i * step;
      const double height = std::min(step + overlap, bar.bottom() - top);
      canvas_.fill(FigureBox{bar.left, top, bar.width, height}, map_colour(style_.map, 1 - (i + 0.5) / bar_steps));
    }
    canvas_.stroke({outline(bar)}, {style_.ink, style_.axis_points, {}, true});
    for (const PlacedTick& tick : layout_.map_ticks)
      canvas_.stroke({{{bar.right(), tick.at}, {bar.right() + tick_length, tick.at}}},
                     {style_.ink, style_.axis_points});
  }

  FigureCanvas& canvas_;
  const FigureMap& map_;
  const PanelLayout& layout_;
  const FigureStyle& style_;
  std::size_t columns_, rows_;
};

}  // namespace

void draw_map(FigureCanvas& canvas, const FigureMap& map, const PanelLayout& layout, const FigureStyle& style,
              bool as_bitmap) {
  MapDrawer(canvas, map, layout, style).draw(as_bitmap);
}

}  // namespace imprint::studio
