// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/schedule_curves.h"

#include <algorithm>
#include <cmath>

namespace imprint {
namespace {

CurveSegment segment_of(GrowthProfile profile) {
  switch (profile) {
    case GrowthProfile::cosine: return CurveSegment::cosine;
    case GrowthProfile::exponential: return CurveSegment::exponential;
    case GrowthProfile::rex: return CurveSegment::rex;
    case GrowthProfile::linear: break;
  }
  return CurveSegment::linear;
}

std::string shape_name(CycleShape shape) {
  if (shape == CycleShape::vertical_reflection) return "vertical";
  return shape == CycleShape::horizontal_reflection ? "horizontal" : "repeated";
}

PrecisionSpec drawn(PrecisionSpec spec, const CurvePoints& points, int cycles, const std::string& shape) {
  spec.schedule = "curve";
  spec.cycles = PrecisionSpec().cycles;
  spec.curve.cycles = cycles;
  spec.curve.shape = shape;
  set_curve_points(spec.curve, points);
  return spec;
}

}  // namespace

PrecisionSpec as_curve(const PrecisionSpec& spec) {
  const NamedSchedule& named = named_schedule(spec.schedule);
  if (named.name == "curve") return spec;
  const double low = spec.min_bits, high = spec.max_bits;
  if (named.shape == CycleShape::constant) {
    PrecisionSpec constant = drawn(spec, {{0, high}}, 1, "repeated");
    constant.min_bits = std::min(spec.min_bits, spec.max_bits);
    return constant;
  }
  const double end = low + (high - low) * growth(named.growth, 1, spec.rex_constant);
  return drawn(spec, {{0, low, segment_of(named.growth)}, {1, end}}, spec.cycles, shape_name(named.shape));
}

PrecisionSpec as_stairs(const PrecisionSpec& spec, std::int64_t total_steps) {
  const PrecisionSchedule schedule(spec, total_steps);
  CurvePoints points;
  for (std::int64_t step = 0; step < total_steps; ++step) {
    const double bits = schedule.bits_at(step);
    if (points.empty() || points.back().bits != bits)
      points.push_back({static_cast<double>(step) / static_cast<double>(total_steps), bits});
  }
  PrecisionSpec stairs = drawn(spec, points, 1, "repeated");
  stairs.period = PrecisionSpec().period;
  fit_range(stairs);
  return stairs;
}

void fit_range(PrecisionSpec& spec) {
  if (spec.curve.bits.empty()) return;
  const auto [low, high] = std::minmax_element(spec.curve.bits.begin(), spec.curve.bits.end());
  spec.min_bits = static_cast<int>(std::floor(*low));
  spec.max_bits = static_cast<int>(std::ceil(*high));
}

}  // namespace imprint
