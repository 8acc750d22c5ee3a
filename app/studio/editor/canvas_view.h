// SPDX-License-Identifier: GPL-3.0-or-later
// Which part of the run and of the bits the canvas shows, and where on it that lies.
#pragma once

#include <QPointF>
#include <QRectF>
#include <QSizeF>
#include <algorithm>

namespace imprint::studio {

class CanvasView {
 public:
  void set_size(const QSizeF& size);

  const QRectF& plot() const { return plot_; }
  /// Where the learning rate is drawn, beneath, on the same axis of time.
  const QRectF& rate() const { return rate_; }
  /// Visible progress of the run and bits.
  double left() const { return left_; }
  double right() const { return right_; }
  double low() const { return low_; }
  double high() const { return high_; }
  double progress_per_pixel() const { return (right_ - left_) / plot_.width(); }
  double bits_per_pixel() const { return (high_ - low_) / plot_.height(); }

  double pixel_x(double progress) const { return plot_.left() + (progress - left_) / progress_per_pixel(); }
  double pixel_y(double bits) const { return plot_.bottom() - (bits - low_) / bits_per_pixel(); }
  QPointF pixel(double progress, double bits) const { return {pixel_x(progress), pixel_y(bits)}; }
  double progress_at(double x) const { return left_ + (x - plot_.left()) * progress_per_pixel(); }
  double bits_at(double y) const { return low_ + (plot_.bottom() - y) * bits_per_pixel(); }

  /// The whole run, and bits from 0 to a little above `highest`.
  void fit(double highest);
  bool is_fitted() const { return fitted_; }
  /// Enlarges by `factor`, what lies at the pixel stays there.
  void zoom_time(double factor, double x);
  void zoom_bits(double factor, double y);
  void pan(const QPointF& pixels);

 private:
  QRectF plot_{0, 0, 100, 100};
  QRectF rate_;
  double left_ = 0;
  double right_ = 1;
  double low_ = 0;
  double high_ = 10;
  bool fitted_ = true;
};

}  // namespace imprint::studio
