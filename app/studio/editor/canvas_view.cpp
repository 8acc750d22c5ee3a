// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/editor/canvas_view.h"

namespace imprint::studio {
namespace {

constexpr double left_margin = 46, right_margin = 18, top_margin = 30, axis_height = 26;
constexpr double rate_height = 58, rate_gap = 12;
constexpr double narrowest_stretch = 1e-6;  // of the run: one iteration of a million
constexpr double fewest_bits = 0.5;
constexpr double most_bits = 36;

}  // namespace

void CanvasView::set_size(const QSizeF& size) {
  const double width = std::max(40.0, size.width() - left_margin - right_margin);
  const double bottom = std::max(top_margin + 150, size.height() - axis_height);
  rate_ = QRectF(left_margin, bottom - rate_height, width, rate_height);
  plot_ = QRectF(left_margin, top_margin, width, rate_.top() - rate_gap - top_margin);
}

void CanvasView::fit(double highest) {
  left_ = 0;
  right_ = 1;
  low_ = 0;
  high_ = std::min(most_bits, highest * 1.12 + 0.6);
  fitted_ = true;
}

void CanvasView::zoom_time(double factor, double x) {
  const double here = progress_at(x);
  const double share = (here - left_) / (right_ - left_);
  const double width = std::clamp((right_ - left_) / factor, narrowest_stretch, 1.0);
  left_ = std::clamp(here - share * width, 0.0, 1 - width);
  right_ = left_ + width;
  fitted_ = false;
}

void CanvasView::zoom_bits(double factor, double y) {
  const double here = bits_at(y);
  const double share = (here - low_) / (high_ - low_);
  const double height = std::clamp((high_ - low_) / factor, fewest_bits, most_bits);
  low_ = std::clamp(here - share * height, 0.0, most_bits - height);
  high_ = low_ + height;
  fitted_ = false;
}

void CanvasView::pan(const QPointF& pixels) {
  const double width = right_ - left_, height = high_ - low_;
  left_ = std::clamp(left_ - pixels.x() * progress_per_pixel(), 0.0, 1 - width);
  right_ = left_ + width;
  low_ = std::clamp(low_ + pixels.y() * bits_per_pixel(), 0.0, std::max(0.0, most_bits - height));
  high_ = low_ + height;
  fitted_ = false;
}

}  // namespace imprint::studio
