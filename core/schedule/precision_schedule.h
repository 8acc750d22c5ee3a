// SPDX-License-Identifier: GPL-3.0-or-later
// Cyclic precision as a pure function of the step (Wolfe & Kyrillidis, arXiv 2403.02243; CPT, arXiv 2101.09868).
//
//   x = (t mod P) / P in [0, 1),  q(t) = rint(q_min + (q_max - q_min) s(x)),  P = floor(T / n) (or floor(T / n) + 1)
//   rint rounds half to even; s is the growth profile of growth_profile.h.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/records/experiment_spec.h"

namespace imprint {

/// One of the named schedules.
struct NamedSchedule {
  std::string name;         // "CR"
  std::string profile;      // "cosine"
  std::string description;  // "cosine growth, repeated in every cycle (the original CPT)"
  std::string cost_group;   // by saving: "large", "medium", "small"; empty for static
};

/// The ten schedules of the paper in its order, then "static".
std::span<const NamedSchedule> named_schedules();

/// The forward bits that the schedule (without deficits) asks for.
class PrecisionSchedule {
 public:
  /// Throws InputError for an unknown name, cycles < 1, bits outside 1..32, min_bits > max_bits.
  PrecisionSchedule(const PrecisionSpec& spec, std::int64_t total_steps);

  /// q_min + (q_max - q_min) s(x) at a step (or between steps), before rounding: the designed curve.
  double designed_bits(double step) const;
  /// The effective integer bits of a step.
  int bits_at(std::int64_t step) const;
  std::int64_t period() const { return period_; }
  std::int64_t total_steps() const { return total_steps_; }

 private:
  PrecisionSpec spec_;
  std::int64_t total_steps_ = 0;
  std::int64_t period_ = 1;
};

}  // namespace imprint
