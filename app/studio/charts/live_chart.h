// SPDX-License-Identifier: GPL-3.0-or-later
// A chart that follows a run while it trains.
//
// It owns no samples. `refresh`, called at every tick, looks whether anything changed, decimates what is visible and
// hands each series one new list of points; a hidden chart does nothing until it is shown. Height follows what is
// visible. OpenGL stays off: it crashes offscreen and is missing from every picture.
#pragma once

#include <QChartView>
#include <memory>
#include <optional>
#include <vector>

#include "app/studio/charts/chart_line.h"
#include "app/studio/charts/chart_link.h"
#include "app/studio/charts/line_view.h"
#include "app/studio/charts/plot_overlay.h"

class QValueAxis;

namespace imprint::studio {

class ChartNavigator;
class PlotFrame;

class LiveChart : public QChartView {
  Q_OBJECT

 public:
  explicit LiveChart(ChartLink& link, QWidget* parent = nullptr);
  ~LiveChart() override;

  // These five show at the next refresh.
  void set_lines(std::vector<ChartLine> lines);
  void set_windows(std::vector<ShadedWindow> windows);
  /// Heights that are always shown, or nothing: fit what is visible.
  void set_y_limits(std::optional<ValueRange> limits);
  void set_empty_text(const QString& text);

  /// Whether the numbers of the horizontal axis stand beneath the plot; a chart below may have them.
  void set_axis_numbers(bool shown);

  void set_y_scale(ScaleKind kind);
  ScaleKind y_scale() const { return scale_kind_; }
  /// Shows these heights until the next fit.
  void zoom_y(double factor, double anchor_value);
  /// 0 = none; the raw curve stays behind the smoothed one.
  void set_smoothing(double weight);
  /// How far training is, in the unit of the axis.
  void set_progress(std::optional<double> shown);

  /// Draws what changed. Cheap when nothing did.
  void refresh();
  const PlotGeometry& geometry_of_plot() const { return geometry_; }
  void set_rubber_band(std::optional<QRectF> band);

  /// Values in view that the scale can't show (not finite, or not positive on a logarithmic one).
  int dropped_values() const { return dropped_values_; }
  /// Points handed to Qt Charts by the last refresh that drew.
  int drawn_points() const;
  /// How often `refresh` really drew.
  int drawn_times() const { return drawn_times_; }
  const std::vector<ReadoutRow>& readout() const { return overlay_->content().rows; }
  ChartLink& link() { return link_; }

 Q_SIGNALS:
  void refreshed();

 protected:
  void resizeEvent(QResizeEvent* event) override;
  void showEvent(QShowEvent* event) override;
  void changeEvent(QEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;

 private:
  using Signature = std::vector<std::uint64_t>;

  void touch();
  Signature signature() const;
  PlotGeometry fitted_geometry() const;
  std::optional<ValueRange> visible_values() const;
  void place_plot_area();
  void draw_frame();
  void note_dropped();
  void update_overlay();
  std::vector<ReadoutRow> rows_at(double shown) const;

  ChartLink& link_;
  QValueAxis* x_axis_;
  QValueAxis* y_axis_;
  PlotFrame* frame_;
  PlotOverlay* overlay_;
  std::unique_ptr<ChartNavigator> navigator_;
  std::vector<std::unique_ptr<LineView>> lines_;
  std::vector<ShadedWindow> windows_;
  ScaleKind scale_kind_ = ScaleKind::linear;
  std::optional<ValueRange> y_limits_;
  std::optional<ValueRange> y_zoom_;
  std::optional<double> progress_;
  std::optional<QRectF> rubber_band_;
  std::vector<double> dropped_pixels_;
  QString empty_text_;
  bool axis_numbers_ = true;
  double smoothing_ = 0;
  PlotGeometry geometry_;
  Signature drawn_signature_;
  std::uint64_t revision_ = 0;
  int dropped_values_ = 0;
  bool focus_ring_ = false;
  int drawn_times_ = 0;
};

}  // namespace imprint::studio
