// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/bridge/precision_curves.h"

#include <algorithm>
#include <cmath>

namespace imprint::studio {
namespace {

constexpr std::int64_t most_points = 20'000;
constexpr std::int64_t most_visited_steps = 400'000;

void append_stair(Curve& curve, double x, double bits, double& last_bits) {
  if (bits == last_bits) return;
  const double before = std::nextafter(x, 0.0);  // a curve replaces samples at the same x
  if (!curve.samples().empty()) curve.append(before, last_bits);
  curve.append(x, bits);
  last_bits = bits;
}

}  // namespace

Curve designed_curve(const PrecisionSchedule& schedule) {
  const std::int64_t total = schedule.total_steps();
  const std::int64_t period = std::max<std::int64_t>(1, schedule.period());
  const std::int64_t stride = std::max<std::int64_t>(1, total / most_points);
  Curve curve;
  for (std::int64_t begin = 0; begin < total; begin += period) {
    const std::int64_t end = std::min(begin + period, total);
    for (std::int64_t step = begin; step < end; step += stride) {
      curve.append(static_cast<double>(step), schedule.designed_bits(static_cast<double>(step)));
    }
    const double last = std::nextafter(static_cast<double>(end), 0.0);  // a cycle's end is the next one's begin
    curve.append(last, schedule.designed_bits(last));
  }
  return curve;
}

Curve effective_stairs(const PrecisionPlan& plan, Operand operand) {
  const std::int64_t total = plan.schedule().total_steps();
  const std::int64_t stride = std::max<std::int64_t>(1, total / most_visited_steps);
  Curve curve;
  double last_bits = -1;
  for (std::int64_t step = 0; step < total; step += stride) {
    append_stair(curve, static_cast<double>(step), format_of(plan.at(step), operand).bits, last_bits);
  }
  curve.append(static_cast<double>(total), last_bits);
  return curve;
}

}  // namespace imprint::studio
