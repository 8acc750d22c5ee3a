// SPDX-License-Identifier: GPL-3.0-or-later
// Precision as a pure function of the step: the ten cyclic schedules (Wolfe & Kyrillidis, arXiv 2403.02243; CPT,
// arXiv 2101.09868), static precision, and curves drawn by hand.
//
//   q(t) = rint(q_min + (q_max - q_min) s(x)),   x the phase of the cycle (cycles.h)
//
// rint rounds half to even; s is the growth profile of growth_profile.h. Repeated schedules (LR CR ER RR) start at
// q_min. Triangular ones fall first: in even cycles, counted from 0, vertical ones (LT CT ETV RTV) take 1 - s(x) and
// horizontal ones (ETH RTH) s(1 - x). Bits are evaluated in the order of the published code, on which ties depend:
//   linear, cosine  q_min + (q_max - q_min) s(x),  turned over q_max - (q_max - q_min) s(x)
//   rex             q_max - (q_max - q_min) z / (0.1 + 0.9 z),  z = (P - t mod P) / P,  turned over q_min + ...
// (the exponential has no ties). A drawn curve takes the place of q_min + (q_max - q_min) s(x); upside down its bits
// are q_min + q_max - q.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/schedule/cycles.h"
#include "core/schedule/growth_profile.h"
#include "core/schedule/precision_curve.h"
#include "core/spec/experiment_spec.h"
#include "core/spec/kinds.h"

namespace imprint {

/// One of the named schedules.
struct NamedSchedule {
  std::string name;         // "CR"
  std::string profile;      // "cosine"
  std::string description;  // "cosine growth, repeated in every cycle (the original CPT)"
  std::string cost_group;   // by saving: "large", "medium", "small"; empty for static and curve
  GrowthProfile growth = GrowthProfile::linear;
  CycleShape shape = CycleShape::constant;
};

/// The ten schedules of the paper in its order, then "static" and "curve".
std::span<const NamedSchedule> named_schedules();

/// The choices of precision.schedule.
std::vector<Kind> kinds_of_precision_schedules();

/// The schedule of that name. Throws InputError that names the nearest.
const NamedSchedule& named_schedule(const std::string& name);

/// A drawn curve in the cycles of a run.
class DrawnPrecision {
 public:
  /// `spec` gives the rule of the period and the REX constant, `key` names the curve in errors. Throws InputError as
  /// Cycles does. Precondition: curve_problems finds nothing.
  DrawnPrecision(const PrecisionCurve& curve, BitRange range, const PrecisionSpec& spec, std::int64_t total_steps,
                 const std::string& key);

  /// At a step or between steps, before rounding.
  double designed_bits(double step) const;
  std::int64_t period() const { return cycles_.period(); }

 private:
  Cycles cycles_;
  CurvePoints points_;
  CurvePoints growths_;  // the same with shares of the range for bits
  BitRange range_;
  double rex_constant_;
};

/// The bits that the schedule (without deficits) asks for.
class PrecisionSchedule {
 public:
  /// Throws InputError for an unknown name, bits outside 1..32 and, unless static, min_bits > max_bits or
  /// cycles outside 1..total_steps; for a wrong curve as curve_problems says.
  PrecisionSchedule(const PrecisionSpec& spec, std::int64_t total_steps);

  /// Forward bits at a step (or between steps), before rounding: the designed curve.
  double designed_bits(double step) const;
  /// The same of the gradients: constant unless drawn.
  double designed_backward_bits(double step) const;
  /// The effective integer bits of a step.
  int bits_at(std::int64_t step) const;
  int backward_bits_at(std::int64_t step) const;
  /// P in steps; the whole run for static.
  std::int64_t period() const { return period_; }
  std::int64_t total_steps() const { return total_steps_; }

 private:
  PrecisionSpec spec_;
  NamedSchedule named_;
  std::int64_t total_steps_ = 0;
  std::int64_t period_ = 1;
  std::optional<Cycles> cycles_;           // of a cyclic schedule
  std::optional<DrawnPrecision> forward_;  // of a drawn one
  std::optional<DrawnPrecision> backward_;
};

}  // namespace imprint
