// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/figure/layout/panel_shapes.h"

#include <algorithm>
#include <cmath>

#include "app/figure/layout/bar_places.h"
#include "app/figure/layout/marker_places.h"

namespace imprint {
namespace {

/// Finer than any printer or eye tells.
constexpr double idle_tolerance = 0.01;

/// Turns the values of one series into shapes of one plot.
class Shaper {
 public:
  Shaper(const FigurePanel& panel, std::size_t series, const PanelLayout& layout, const FigureStyle& style)
      : panel_(panel), series_(panel.series[series]), layout_(layout), style_(style), windows_(windows_of(layout)) {}

  SeriesShapes shapes(std::size_t index) {
    const auto bars = bar_places(panel_, index);
    for (const FigurePiece& piece : series_.pieces) {
      switch (series_.shape) {
        case SeriesShape::line: line(piece); break;
        case SeriesShape::stairs: stairs(piece); break;
        case SeriesShape::points: points(piece); break;
        case SeriesShape::bars: bar_piece(piece, bars); break;
        case SeriesShape::area: area(piece); break;
      }
    }
    const bool marked = series_.shape == SeriesShape::line && series_.role == SeriesRole::main;
    if (marked) add(marker_places(series_, index, panel_.series.size(), layout_));
    return std::move(shapes_);
  }

 private:
  /// Low ends that the scale can't show stand on the plot's edge.
  double foot(double value) const {
    const double y = layout_.page_y(value);
    return std::isnan(y) ? layout_.plot.bottom() : y;
  }

  PagePoint at(double x, double y) const { return {layout_.page_x(x), layout_.page_y(y)}; }
  static bool shown(const PagePoint& p) { return std::isfinite(p.x) && std::isfinite(p.y); }
  static bool has_band(const FigurePoint& p) { return std::isfinite(p.low) && std::isfinite(p.high); }

  void add(const std::vector<PagePoint>& markers) {
    for (const PagePoint& p : markers)
      for (const FigureBox& window : windows_)
        if (window.contains({p.x, p.y, 0, 0})) shapes_.markers.push_back(p);
  }

  void add_line(const PagePath& path, std::vector<PagePath>& to) {
    const PagePath lean = without_idle_points(path, idle_tolerance);
    for (const FigureBox& window : windows_)
      for (PagePath& part : clipped_line(lean, window)) to.push_back(std::move(part));
  }

  void add_polygon(const PagePath& polygon, std::vector<PagePath>& to) {
    for (const FigureBox& window : windows_) {
      PagePath part = clipped_polygon(polygon, window);
      if (!part.empty()) to.push_back(std::move(part));
    }
  }

  /// On a broken axis a straight line of the values bends where it enters the gap and where it leaves it.
  void add_bends(PagePath& path, const FigurePoint& from, const FigurePoint& to) const {
    const ValueScale& scale = layout_.y_scale;
    if (scale.kind != ScaleKind::broken || from.y == to.y) return;
    double ends[] = {scale.break_low, scale.break_high};
    if (from.y > to.y) std::swap(ends[0], ends[1]);
    for (const double end : ends) {
      const double share = (end - from.y) / (to.y - from.y);
      if (share > 0 && share < 1) path.push_back(at(from.x + share * (to.x - from.x), end));
    }
  }

  void line(const FigurePiece& piece) {
    PagePath path;
    const FigurePoint* before = nullptr;
    for (const FigurePoint& point : piece) {
      const PagePoint place = at(point.x, point.y);
      if (!shown(place)) {
        end_line(path);
        before = nullptr;
        continue;
      }
      if (before) add_bends(path, *before, point);
      path.push_back(place);
      before = &point;
    }
    end_line(path);
    band(piece, false);
  }

  /// A part of one point is a marker: a line of it would be nothing.
  void end_line(PagePath& path) {
    if (path.size() == 1) add(path);
    add_line(path, shapes_.lines);
    path.clear();
  }

  void stairs(const FigurePiece& piece) {
    PagePath path;
    for (const FigurePoint& point : piece) {
      const PagePoint place = at(point.x, point.y);
      if (!shown(place)) {
        end_line(path);
        continue;
      }
      if (!path.empty()) path.push_back({place.x, path.back().y});
      path.push_back(place);
    }
    end_line(path);
    band(piece, true);
  }

  void band(const FigurePiece& piece, bool stepped) {
    std::vector<FigurePoint> run;
    for (const FigurePoint& point : piece) {
      if (has_band(point) && std::isfinite(layout_.page_x(point.x))) {
        run.push_back(point);
        continue;
      }
      end_band(run, stepped, shapes_.bands);
    }
    end_band(run, stepped, shapes_.bands);
  }

  void end_band(std::vector<FigurePoint>& run, bool stepped, std::vector<PagePath>& to) {
    if (run.size() == 1) whisker(run.front(), layout_.page_x(run.front().x));
    if (run.size() > 1) {
      PagePath polygon = edge(run, stepped, &FigurePoint::high);
      const PagePath lower = edge(run, stepped, &FigurePoint::low);
      polygon.insert(polygon.end(), lower.rbegin(), lower.rend());
      add_polygon(polygon, to);
    }
    run.clear();
  }

  PagePath edge(const std::vector<FigurePoint>& run, bool stepped, double FigurePoint::*end) const {
    PagePath path;
    for (const FigurePoint& point : run) {
      const PagePoint place{layout_.page_x(point.x), foot(point.*end)};
      if (stepped && !path.empty()) path.push_back({place.x, path.back().y});
      path.push_back(place);
    }
    return without_idle_points(path, idle_tolerance);
  }

  void whisker(const FigurePoint& point, double x) {
    if (!has_band(point) || !std::isfinite(x)) return;
    const double low = foot(point.low);
    const double high = foot(point.high);
    const double cap = 0.4 * marker_size(style_);
    add_line({{x, low}, {x, high}}, shapes_.whiskers);
    for (const double y : {low, high}) add_line({{x - cap, y}, {x + cap, y}}, shapes_.whiskers);
  }

  void points(const FigurePiece& piece) {
    for (const FigurePoint& point : piece) {
      const PagePoint place = at(point.x, point.y);
      if (shown(place)) add({place});
      whisker(point, place.x);
    }
  }

  void bar_piece(const FigurePiece& piece, const BarPlaces& bars) {
    for (const FigurePoint& point : piece) {
      const double left = layout_.page_x(point.x + bars.from);
      const double right = layout_.page_x(point.x + bars.to);
      if (!std::isfinite(left) || !std::isfinite(right) || std::isnan(point.y)) continue;
      const double foot_y = foot(0);
      const double top = foot(point.y);
      add_polygon({{left, foot_y}, {left, top}, {right, top}, {right, foot_y}}, shapes_.fills);
      whisker(point, (left + right) / 2);
    }
  }

  void area(const FigurePiece& piece) {
    std::vector<FigurePoint> run;
    for (const FigurePoint& point : piece) {
      if (has_band(point)) {
        run.push_back(point);
        continue;
      }
      end_band(run, false, shapes_.fills);
    }
    end_band(run, false, shapes_.fills);
  }

  const FigurePanel& panel_;
  const FigureSeries& series_;
  const PanelLayout& layout_;
  const FigureStyle& style_;
  std::vector<FigureBox> windows_;
  SeriesShapes shapes_;
};

}  // namespace

SeriesShapes series_shapes(const FigurePanel& panel, std::size_t series, const PanelLayout& layout,
                           const FigureStyle& style) {
  return Shaper(panel, series, layout, style).shapes(series);
}

double marker_size(const FigureStyle& style) { return 2.4 + 1.6 * style.line_points; }

double line_width(const FigureSeries& series, const FigureStyle& style) {
  return series.role == SeriesRole::single ? 0.5 * style.line_points : style.line_points;
}

FigureBox gap_of(const PanelLayout& layout) {
  const ValueScale& scale = layout.y_scale;
  const FigureBox& plot = layout.plot;
  if (scale.kind != ScaleKind::broken) return {plot.left, plot.top, plot.width, 0};
  const double top = layout.page_y(scale.break_high);
  return {plot.left, top, plot.width, layout.page_y(scale.break_low) - top};
}

std::vector<FigureBox> windows_of(const PanelLayout& layout) {
  const FigureBox& plot = layout.plot;
  const FigureBox gap = gap_of(layout);
  if (gap.height <= 0) return {plot};
  return {{plot.left, plot.top, plot.width, gap.top - plot.top},
          {plot.left, gap.bottom(), plot.width, plot.bottom() - gap.bottom()}};
}

FigureBox span_box(const FigureSpan& span, const PanelLayout& layout) {
  const FigureBox& plot = layout.plot;
  const double begin = layout.page_x(span.begin);  // NaN below a logarithm's zero: from the edge
  const double left = std::max(std::isnan(begin) ? plot.left : begin, plot.left);
  const double right = std::min(layout.page_x(span.end), plot.right());
  return {left, plot.top, right > left ? right - left : 0, plot.height};
}

PagePath rule_line(const FigureRule& rule, const PanelLayout& layout) {
  const FigureBox& plot = layout.plot;
  const double at = rule.vertical ? layout.page_x(rule.at) : layout.page_y(rule.at);
  if (rule.vertical && at >= plot.left && at <= plot.right()) return {{at, plot.top}, {at, plot.bottom()}};
  if (!rule.vertical && at >= plot.top && at <= plot.bottom()) return {{plot.left, at}, {plot.right(), at}};
  return {};
}

FigureBox cell_box(std::size_t column, std::size_t row, const PanelLayout& layout) {
  const double x = static_cast<double>(column);
  const double y = static_cast<double>(row);
  const double left = layout.page_x(x - 0.5);
  const double top = layout.page_y(y + 0.5);
  return {left, top, layout.page_x(x + 0.5) - left, layout.page_y(y - 0.5) - top};
}

}  // namespace imprint
