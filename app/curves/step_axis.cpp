// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/curves/step_axis.h"

#include <algorithm>
#include <cmath>

namespace imprint {
namespace {

constexpr double smallest_share = 1e-7;  // of the whole: doubles still tell the columns apart

}  // namespace

StepMapping step_mapping(StepUnit unit, std::int64_t steps_per_epoch, std::int64_t deficit_end) {
  const auto scale = static_cast<double>(std::max<std::int64_t>(1, steps_per_epoch));
  switch (unit) {
    case StepUnit::epoch: return {0, scale};
    case StepUnit::since_deficit: return {static_cast<double>(deficit_end), scale};
    case StepUnit::step: break;
  }
  return {};
}

void AxisView::set_full(const ValueRange& full) {
  full_ = full.size() > 0 ? full : ValueRange{full.low, full.low + 1};
  if (following_) visible_ = full_;
}

void AxisView::fit() {
  following_ = true;
  visible_ = full_;
}

void AxisView::show(const ValueRange& part) {
  const ValueRange inside = {std::max(part.low, full_.low), std::min(part.high, full_.high)};
  if (!(inside.size() > full_.size() * smallest_share)) return;
  following_ = inside == full_;
  visible_ = inside;
}

void AxisView::zoom(double factor, double anchor) {
  const double width = visible_.size() / factor;
  if (width >= full_.size()) return fit();
  const double share = std::clamp((anchor - visible_.low) / visible_.size(), 0.0, 1.0);
  const double low = std::clamp(anchor - share * width, full_.low, full_.high - width);
  show({low, low + width});
}

void AxisView::pan(double share) {
  const double width = visible_.size();
  const double low = std::clamp(visible_.low + share * width, full_.low, full_.high - width);
  show({low, low + width});
}

}  // namespace imprint
