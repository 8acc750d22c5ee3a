// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/precision_schedule.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/spec/curve_rules.h"
#include "core/spec/kinds.h"

namespace imprint {
namespace {

using enum CycleShape;

void require(bool rule, const std::string& message) {
  if (!rule) throw InputError(message);
}

void require_bits(const char* key, int bits) {
  require(bits >= 1 && bits <= 32, std::string(key) + " must be from 1 to 32, but is " + std::to_string(bits));
}

void require_range(const PrecisionSpec& spec) {
  require(spec.min_bits <= spec.max_bits,
          "precision.min_bits must be at most precision.max_bits = " + std::to_string(spec.max_bits) + ", but is " +
              std::to_string(spec.min_bits));
}

CycleShape shape_of(const PrecisionCurve& curve) {
  if (curve.shape == "vertical") return vertical_reflection;
  return curve.shape == "horizontal" ? horizontal_reflection : repeated;
}

/// The curve itself, once it is known to be right.
const PrecisionCurve& checked(const PrecisionCurve& curve, const std::string& key, int lowest, int highest) {
  const auto problems = curve_problems(curve, key, lowest, highest);
  if (!problems.empty()) throw InputError(problems.front().key + " " + problems.front().message);
  return curve;
}

/// The whole bits between which the points lie.
BitRange range_of(const PrecisionCurve& curve) {
  const auto [low, high] = std::minmax_element(curve.bits.begin(), curve.bits.end());
  return {std::floor(*low), std::ceil(*high)};
}

CurvePoints as_growths(CurvePoints points, BitRange range) {
  const double span = range.high > range.low ? range.high - range.low : 1;
  for (CurvePoint& point : points) {
    point.bits = (point.bits - range.low) / span;
    point.handles.bits1 /= span;
    point.handles.bits2 /= span;
  }
  return points;
}

}  // namespace

std::span<const NamedSchedule> named_schedules() {
  constexpr auto linear = GrowthProfile::linear, cosine = GrowthProfile::cosine,
                 exponential = GrowthProfile::exponential, rex = GrowthProfile::rex;
  static const std::array<NamedSchedule, 12> schedules = {{
      {"LR", "linear", "linear growth, repeated in every cycle", "medium", linear, repeated},
      {"LT", "linear", "linear, falling and rising in turn", "medium", linear, vertical_reflection},
      {"CR", "cosine", "cosine growth, repeated in every cycle (the original CPT)", "medium", cosine, repeated},
      {"CT", "cosine", "cosine, falling and rising in turn", "medium", cosine, vertical_reflection},
      {"RR", "rex", "REX growth, repeated in every cycle", "large", rex, repeated},
      {"RTH", "rex", "REX, reflected horizontally in every other cycle", "large", rex, horizontal_reflection},
      {"RTV", "rex", "REX, reflected vertically in every other cycle", "medium", rex, vertical_reflection},
      {"ER", "exponential", "exponential growth, repeated in every cycle", "small", exponential, repeated},
      {"ETH", "exponential", "exponential, reflected horizontally in every other cycle", "small", exponential,
       horizontal_reflection},
      {"ETV", "exponential", "exponential, reflected vertically in every other cycle", "medium", exponential,
       vertical_reflection},
      {"static", "constant", "the highest precision throughout", "", linear, constant},
      {"curve", "drawn", "drawn point by point", "", linear, constant},
  }};
  return schedules;
}

std::vector<Kind> kinds_of_precision_schedules() {
  const std::string cycles = "precision.cycles", lowest = "precision.min_bits", period = "precision.period",
                    rex_constant = "precision.rex_constant";
  std::vector<Kind> kinds;
  for (const NamedSchedule& schedule : named_schedules()) {
    Kind kind = {schedule.name};
    if (schedule.shape != constant) kind.reads = {cycles, lowest, period};
    if (schedule.name == "curve") kind.reads = {lowest, period};
    if (schedule.growth == GrowthProfile::rex || schedule.name == "curve") kind.reads.push_back(rex_constant);
    kinds.push_back(std::move(kind));
  }
  return kinds;
}

const NamedSchedule& named_schedule(const std::string& name) {
  for (const auto& schedule : named_schedules())
    if (schedule.name == name) return schedule;
  const std::string near = nearest_name(name, kind_names("precision.schedule"));
  throw InputError("precision.schedule must be " + join_choices(kind_names("precision.schedule")) + ", but is \"" +
                   name + "\"" + (near.empty() ? "" : "; did you mean " + near + "?"));
}

DrawnPrecision::DrawnPrecision(const PrecisionCurve& curve, BitRange range, const PrecisionSpec& spec,
                               std::int64_t total_steps, const std::string& key)
    : cycles_(curve.cycles, shape_of(curve), spec.period, total_steps, key + ".cycles"),
      points_(curve_points(curve)),
      growths_(as_growths(points_, range)),
      range_(range),
      rex_constant_(spec.rex_constant) {}

double DrawnPrecision::designed_bits(double step) const {
  const CyclePhase phase = cycles_.at(step);
  const CurvePlace place(phase.x, phase.left);
  // Upside down by way of the growth, as the named schedules are: the same bits to the last tie.
  const double bits = phase.upside_down && range_.high > range_.low
                          ? turned_bits(growths_, place, range_, rex_constant_)
                          : curve_value(points_, place, rex_constant_);
  return std::clamp(bits, range_.low, range_.high);  // a bezier segment may swing over its ends
}

PrecisionSchedule::PrecisionSchedule(const PrecisionSpec& spec, std::int64_t total_steps)
    : spec_(spec), named_(named_schedule(spec.schedule)), total_steps_(total_steps), period_(total_steps) {
  require(total_steps >= 1, "a run must have at least one step, but has " + std::to_string(total_steps));
  require_bits("precision.min_bits", spec.min_bits);
  require_bits("precision.max_bits", spec.max_bits);
  if (named_.name == "static") return;
  require_range(spec);
  if (named_.name == "curve") {
    checked(spec.curve, "precision.curve", spec.min_bits, spec.max_bits);
    const BitRange range{static_cast<double>(spec.min_bits), static_cast<double>(spec.max_bits)};
    forward_.emplace(spec_.curve, range, spec_, total_steps, "precision.curve");
    period_ = forward_->period();
    if (spec.backward_curve == PrecisionCurve()) return;
    checked(spec.backward_curve, "precision.backward_curve", 1, 32);
    backward_.emplace(spec_.backward_curve, range_of(spec_.backward_curve), spec_, total_steps,
                      "precision.backward_curve");
    return;
  }
  cycles_.emplace(spec.cycles, named_.shape, spec.period, total_steps, "precision.cycles");
  period_ = cycles_->period();
}

double PrecisionSchedule::designed_bits(double step) const {
  if (forward_) return forward_->designed_bits(step);
  if (!cycles_) return spec_.max_bits;
  const CyclePhase phase = cycles_->at(step);
  const double low = spec_.min_bits, high = spec_.max_bits;
  if (named_.growth == GrowthProfile::rex) {
    const double lack = rex_lack(phase.left, spec_.rex_constant);
    return phase.upside_down ? low + (high - low) * lack : high - (high - low) * lack;
  }
  const double climbed = (high - low) * growth(named_.growth, phase.x);
  return phase.upside_down ? high - climbed : low + climbed;
}

double PrecisionSchedule::designed_backward_bits(double step) const {
  return backward_ ? backward_->designed_bits(step) : spec_.backward_bits;
}

int PrecisionSchedule::bits_at(std::int64_t step) const {
  return static_cast<int>(std::nearbyint(designed_bits(static_cast<double>(step))));
}

int PrecisionSchedule::backward_bits_at(std::int64_t step) const {
  return static_cast<int>(std::nearbyint(designed_backward_bits(static_cast<double>(step))));
}

}  // namespace imprint
