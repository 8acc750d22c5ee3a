// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/curves/value_scale.h"

#include <algorithm>
#include <cmath>

namespace imprint {

double ValueScale::forward(double y) const {
  switch (kind) {
    case ScaleKind::logarithmic: return std::log10(y);
    case ScaleKind::symmetric_log: return std::copysign(std::log10(1 + std::abs(y) / threshold), y);
    case ScaleKind::broken: {
      const double inside = std::clamp(y, break_low, break_high) - break_low;
      return y - inside * (1 - gap_share);
    }
    case ScaleKind::linear: break;
  }
  return y;
}

double ValueScale::inverse(double height) const {
  switch (kind) {
    case ScaleKind::logarithmic: return std::pow(10.0, height);
    case ScaleKind::symmetric_log: return std::copysign(threshold * (std::pow(10.0, std::abs(height)) - 1), height);
    case ScaleKind::broken: {
      const double inside = std::clamp((height - break_low) / gap_share, 0.0, break_high - break_low);
      return height + inside * (1 - gap_share);
    }
    case ScaleKind::linear: break;
  }
  return height;
}

ValueRange united(const ValueRange& a, const ValueRange& b) {
  return {std::min(a.low, b.low), std::max(a.high, b.high)};
}

std::optional<ValueRange> united(const std::optional<ValueRange>& a, const std::optional<ValueRange>& b) {
  if (!a || !b) return a ? a : b;
  return united(*a, *b);
}

double symlog_threshold(double largest) {
  if (!std::isfinite(largest) || largest <= 0) return 1;
  return std::pow(10.0, std::floor(std::log10(largest)) - 3);
}

ValueRange with_margin(const ValueRange& range, const ValueScale& scale, double share) {
  const double low = scale.forward(range.low);
  const double high = scale.forward(range.high);
  double margin = (high - low) * share;
  const bool plain = scale.kind == ScaleKind::linear || scale.kind == ScaleKind::broken;
  if (high <= low) margin = plain ? std::max(std::abs(low) * 0.1, 1e-6) : 0.5;
  return {scale.inverse(low - margin), scale.inverse(high + margin)};
}

}  // namespace imprint
