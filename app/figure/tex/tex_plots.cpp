// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/figure/tex/tex_plots.h"

#include <algorithm>
#include <cmath>

#include "app/figure/layout/bar_places.h"
#include "app/figure/layout/map_colours.h"
#include "app/figure/layout/panel_frame.h"
#include "app/figure/layout/panel_shapes.h"
#include "core/base/text.h"

namespace imprint {
namespace {

constexpr int map_anchors = 17;

class PlotWriter {
 public:
  PlotWriter(std::size_t index, const FigureDrawing& drawing)
      : panel_(drawing.content.panels[index]),
        layout_(drawing.layout.panels[index]),
        style_(drawing.style),
        index_(std::to_string(index)) {}

  std::string text() {
    spans();
    if (!panel_.empty_text.empty()) return text_;
    each_piece([&](std::size_t s, const FigurePiece&, const std::string& name) { fills(s, name); });
    rules();
    each_piece([&](std::size_t s, const FigurePiece& piece, const std::string& name) { strokes(s, piece, name); });
    return text_;
  }

 private:
  void drawn(const std::string& options, const std::string& name, const std::string& closing = "") {
    text_ += "\\drawn{" + options + "}{" + name + "}{" + closing + "}\n";
  }

  template <class Visit>
  void each_piece(Visit visit) {
    std::vector<int> first_piece = {0};  // of each series, numbered as in the csv
    for (const FigureSeries& series : panel_.series)
      first_piece.push_back(first_piece.back() + static_cast<int>(series.pieces.size()));
    for (const std::size_t s : drawing_order(panel_)) {
      int piece = first_piece[s];
      for (const FigurePiece& one : panel_.series[s].pieces) visit(s, one, index_ + "-" + std::to_string(piece++));
    }
  }

  void spans() {
    for (std::size_t i = 0; i < panel_.spans.size(); ++i)
      if (span_box(panel_.spans[i], layout_).width > 0)
        text_ += "\\spanned{fill=" + tex_colour(style_.span) + "}{span-" + index_ + "-" + std::to_string(i) + "}\n";
  }

  void rules() {
    for (std::size_t i = 0; i < panel_.rules.size(); ++i) {
      if (rule_line(panel_.rules[i], layout_).empty()) continue;
      text_ += "\\ruled{" + std::string(panel_.rules[i].vertical ? "upright" : "level") +
               "}{draw=" + tex_colour(style_.quiet) + ",line width=" + tex_length(style_.axis_points) + "}{rule-" +
               index_ + "-" + std::to_string(i) + "}\n";
    }
  }

  void fills(std::size_t s, const std::string& name) {
    const FigureSeries& series = panel_.series[s];
    const SeriesDress dress = dress_of(series, style_);
    if (series.shape == SeriesShape::area)
      drawn("fill=" + tex_colour(dress.fill) + ",draw=" + tex_colour(style_.background) +
                ",line width=" + tex_length(style_.axis_points),
            "band-" + name, "--cycle");
    else if (series.shape == SeriesShape::bars)
      drawn("ybar,draw=none,fill=" + tex_colour(dress.fill) + bar_options(s), "line-" + name);
    else if (series.shape != SeriesShape::points)
      drawn("draw=none,fill=" + tex_colour(dress.colour) + ",fill opacity=" + tex_number(band_opacity) +
                (series.shape == SeriesShape::stairs ? ",const plot" : ""),
            "band-" + name, "--cycle");
  }

  double bar_middle(std::size_t s) const {
    const BarPlaces bars = bar_places(panel_, s);
    return (bars.from + bars.to) / 2 * layout_.plot.width / layout_.x_range.size();
  }

  std::string bar_options(std::size_t s) const {
    const BarPlaces bars = bar_places(panel_, s);
    const double width = (bars.to - bars.from) * layout_.plot.width / layout_.x_range.size();
    return ",bar width=" + tex_length(width) + ",bar shift=" + tex_length(bar_middle(s));
  }

  static bool whiskered(const FigureSeries& series, const FigurePiece& piece) {
    return series.shape == SeriesShape::points || series.shape == SeriesShape::bars || piece.size() == 1;
  }

  void strokes(std::size_t s, const FigurePiece& piece, const std::string& name) {
    const FigureSeries& series = panel_.series[s];
    const SeriesDress dress = dress_of(series, style_);
    const bool lined = series.shape == SeriesShape::line || series.shape == SeriesShape::stairs;
    if (lined)
      drawn("draw=" + tex_colour(dress.colour) + ",line width=" + tex_length(dress.line_points) + "," +
                tex_dash(dress.dash) + (series.shape == SeriesShape::stairs ? ",const plot" : ""),
            "line-" + name);
    if (whiskered(series, piece) && series.shape != SeriesShape::area) {
      const FigureColour colour = series.shape == SeriesShape::bars ? style_.ink : dress.colour;
      std::string options = "draw=" + tex_colour(colour) + ",line width=" + tex_length(0.75 * dress.line_points) +
                            ",mark=-,mark size=" + tex_length(0.4 * marker_size(style_));
      if (series.shape == SeriesShape::bars) options += ",xshift=" + tex_length(bar_middle(s));
      drawn(options, "whisker-" + name);
    }
    const std::string indices = marked_indices(s, piece);
    if (!indices.empty()) drawn("only marks,mark indices={" + indices + "}," + tex_mark(dress), "line-" + name);
  }

  /// Which of the piece's coordinates carry a mark, counted from 1 as pgfplots does.
  std::string marked_indices(std::size_t s, const FigurePiece& piece) const {
    const auto markers = series_shapes(panel_, s, layout_, style_).markers;
    std::string indices;
    int count = 0;
    for (const FigurePoint& point : piece) {
      const PagePoint place{layout_.page_x(point.x), layout_.page_y(point.y)};
      if (!std::isfinite(place.x) || !std::isfinite(place.y)) continue;  // pgfplots doesn't count them either
      ++count;
      if (std::ranges::find(markers, place) != markers.end())
        indices += (indices.empty() ? "" : ",") + std::to_string(count);
    }
    return indices;
  }

  const FigurePanel& panel_;
  const PanelLayout& layout_;
  const FigureStyle& style_;
  std::string index_;
  std::string text_;
};

std::string colour_map(const std::string& name, const std::string& id) {
  std::string text = "\\pgfplotsset{colormap={map" + id + "}{";
  for (int i = 0; i < map_anchors; ++i) {
    const FigureColour c = map_colour(name, i / (map_anchors - 1.0));
    text += "rgb255=(" + std::to_string(c.red) + "," + std::to_string(c.green) + "," + std::to_string(c.blue) + ") ";
  }
  return text + "}}\n";
}

}  // namespace

std::string tex_plots(std::size_t index, const FigureDrawing& drawing) { return PlotWriter(index, drawing).text(); }

std::string tex_map(std::size_t index, const FigureDrawing& drawing, const TexPage& page) {
  const FigureMap& map = *drawing.content.panels[index].map;
  const PanelLayout& layout = drawing.layout.panels[index];
  const FigureStyle& style = drawing.style;
  const std::string id = std::to_string(index);
  std::string text = colour_map(style.map, id) + "\\valuesfrom{" + plain_text(layout.map_range.low) + "}{" +
                     plain_text(layout.map_range.high) + "}\n";
  std::string frames;
  for (std::size_t i = 0; i < map.values.size() && !map.columns.empty(); ++i) {
    const std::size_t column = i % map.columns.size(), row = i / map.columns.size();
    const FigureBox cell = cell_box(column, row, layout);
    const std::string name = "cell-" + id + "-" + std::to_string(column) + "-" + std::to_string(row);
    text += "\\cell{" + name + "}{" + page.box(cell) + "}\n";
    if (!std::isfinite(map.values[i]))
      frames += "\\draw[draw=" + tex_colour(style.quiet) + ",line width=" + tex_length(style.axis_points) + "] " +
                page.at(cell.left, cell.bottom()) + " -- " + page.at(cell.right(), cell.top) + ";\n";
    else if (i < map.framed.size() && map.framed[i])
      frames += "\\draw[draw=" + tex_colour(readable_on(cell_colour(map, map.values[i], style))) +
                ",line width=1.1bp] " + page.box(grown(cell, -1.05)) + ";\n";
  }
  text += frames;
  if (!layout.colour_bar) return text;
  const FigureBox& bar = *layout.colour_bar;
  text += "\\colourbar{" + tex_length(bar.left) + "}{" + tex_length(bar.width) + "}{" +
          tex_number(drawing.style.height_points - bar.bottom()) + "}{" + tex_number(bar.height) + "}\n";
  const std::string pen =
      "\\draw[draw=" + tex_colour(style.ink) + ",line width=" + tex_length(style.axis_points) + "] ";
  text += pen + page.box(bar) + ";\n";
  for (const PlacedTick& tick : layout.map_ticks)
    text += pen + page.at(bar.right(), tick.at) + " -- " + page.at(bar.right() + tick_length, tick.at) + ";\n";
  return text;
}

}  // namespace imprint
