// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/curves/smoothing.h"

#include <cmath>

namespace imprint {

double SmoothedCurve::next(double y) {
  if (!std::isfinite(y)) return y;
  mean_ = weight_ * mean_ + (1 - weight_) * y;
  remaining_ *= weight_;
  return mean_ / (1 - remaining_);
}

void SmoothedCurve::follow(const Samples& source) {
  if (source.generation() != generation_) {
    generation_ = source.generation();
    mean_ = 0;
    remaining_ = 1;
    samples_.clear();
  }
  for (std::size_t i = samples_.size(); i < source.size(); ++i) samples_.append(source.x(i), next(source.y(i)));
}

}  // namespace imprint
