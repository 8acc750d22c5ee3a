// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/cycles.h"

#include <cmath>

#include "core/base/error.h"

namespace imprint {

Cycles::Cycles(int n, CycleShape shape, const std::string& period, std::int64_t total_steps, const std::string& key)
    : shape_(shape) {
  if (n < 1 || n > total_steps)
    throw InputError(key + " must be from 1 to the " + std::to_string(total_steps) + " steps of the run, but is " +
                     std::to_string(n));
  period_ = total_steps / n + (period == "floor-plus-one" ? 1 : 0);
}

CyclePhase Cycles::at(double step) const {
  const auto period = static_cast<double>(period_);
  const auto cycle = static_cast<std::int64_t>(std::floor(step / period));
  const double done = std::fmod(step, period);
  const double x = done / period;
  const double left = (period - done) / period;
  const bool reflected = cycle % 2 == 0;
  if (reflected && shape_ == CycleShape::horizontal_reflection) return {1 - x, 1 - left, false};
  return {x, left, reflected && shape_ == CycleShape::vertical_reflection};
}

}  // namespace imprint
