// SPDX-License-Identifier: GPL-3.0-or-later
// Cyclic precision as a pure function of the step (Wolfe & Kyrillidis, arXiv 2403.02243; CPT, arXiv
// 2101.09868).
//
//   x = (t mod P) / P in [0, 1),  q(t) = rint(q_min + (q_max - q_min) s(x)),  P = floor(T / n) (or floor(T /
//   n) + 1) rint rounds half to even; s is the growth profile of growth_profile.h.
//
// Repeated schedules (LR CR ER RR) use s(x) in every cycle, so each starts at q_min. Triangular ones fall
// first: with cycles counted from 0, odd cycles use s(x) and even cycles its reflection,
//
//   vertical (LT CT ETV RTV)  1 - s(x)        horizontal (ETH RTH)  s(1 - x)
//
// When n does not divide T, the steps from n P on belong to a further, incomplete cycle n.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/records/experiment_spec.h"
#include "core/schedule/growth_profile.h"

namespace imprint {

/// What the cycles of a schedule do with the growth profile.
enum class CycleShape { constant, repeated, vertical_reflection, horizontal_reflection };

/// One of the named schedules.
struct NamedSchedule {
  std::string name;         // "CR"
  std::string profile;      // "cosine"
  std::string description;  // "cosine growth, repeated in every cycle (the original CPT)"
  std::string cost_group;   // by saving: "large", "medium", "small"; empty for static
  GrowthProfile growth = GrowthProfile::linear;
  CycleShape shape = CycleShape::constant;
};

/// The ten schedules of the paper in its order, then "static".
std::span<const NamedSchedule> named_schedules();

/// The schedule of that name. Throws InputError that names the nearest.
const NamedSchedule& named_schedule(const std::string& name);

/// The forward bits that the schedule (without deficits) asks for.
class PrecisionSchedule {
 public:
  /// Throws InputError for an unknown name, bits outside 1..32 and, unless static, min_bits > max_bits or
  /// cycles outside 1..total_steps.
  PrecisionSchedule(const PrecisionSpec& spec, std::int64_t total_steps);

  /// q_min + (q_max - q_min) s(x) at a step (or between steps), before rounding: the designed curve.
  double designed_bits(double step) const;
  /// The effective integer bits of a step.
  int bits_at(std::int64_t step) const;
  /// P in steps; the whole run for static.
  std::int64_t period() const { return period_; }
  std::int64_t total_steps() const { return total_steps_; }

 private:
  double growth_at(std::int64_t cycle, double phase) const;

  PrecisionSpec spec_;
  NamedSchedule named_;
  std::int64_t total_steps_ = 0;
  std::int64_t period_ = 1;
};

}  // namespace imprint
