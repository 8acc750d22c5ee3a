// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/charts/chart_link.h"

#include <algorithm>

namespace imprint::studio {

void ChartLink::use_full() {
  const ValueRange before = view_.visible();
  view_.set_full(logarithmic_ ? ValueRange{std::max(full_.low, smallest_), full_.high} : full_);
  if (!(view_.visible() == before)) Q_EMIT view_changed();
}

void ChartLink::set_full(const ValueRange& full, double smallest) {
  full_ = full;
  smallest_ = smallest;
  use_full();
}

void ChartLink::set_logarithmic(bool logarithmic) {
  if (logarithmic_ == logarithmic) return;
  logarithmic_ = logarithmic;
  use_full();
  fit();
}

void ChartLink::fit() {
  view_.fit();
  Q_EMIT fitted();
  Q_EMIT view_changed();
}

void ChartLink::show(const ValueRange& part) {
  view_.show(part);
  Q_EMIT view_changed();
}

void ChartLink::zoom(double factor, double anchor) {
  view_.zoom(factor, anchor);
  Q_EMIT view_changed();
}

void ChartLink::pan(double share) {
  view_.pan(share);
  Q_EMIT view_changed();
}

void ChartLink::set_cursor(std::optional<double> shown) {
  if (shown == cursor_) return;
  cursor_ = shown;
  Q_EMIT cursor_moved();
}

void ChartLink::move_cursor(double share) {
  const ValueRange& visible = view_.visible();
  const double from = cursor_.value_or((visible.low + visible.high) / 2);
  set_cursor(std::clamp(from + (cursor_ ? share : 0.0) * visible.size(), visible.low, visible.high));
}

}  // namespace imprint::studio
