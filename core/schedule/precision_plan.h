// SPDX-License-Identifier: GPL-3.0-or-later
// The precision of every step of a run: the schedule and the constant bits beside it, overridden inside precision
// deficits. Where training has gone on in 16 bits, what would be fp32 has these.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/schedule/base_precision.h"
#include "core/schedule/deficit_window.h"
#include "core/schedule/precision_schedule.h"

namespace imprint {

class PrecisionPlan {
 public:
  /// Throws InputError like its parts. `length` is that of the spec, or of its baseline.
  PrecisionPlan(const ExperimentSpec& spec, RunLength length);
  /// The same of a run with that budget; `with_deficits` = false gives the baseline's plan.
  PrecisionPlan(const ExperimentSpec& spec, std::int64_t budget_steps, std::int64_t steps_per_epoch,
                bool with_deficits = true);

  /// Of the network: of every layer that neither the spec nor a deficit names. A later window of the spec wins over an
  /// earlier one that it overlaps.
  LayerPrecision at(std::int64_t step) const { return with(scheduled_at(step), step); }
  /// Of one layer. Bits that the spec gives it alone stand against a deficit that does not name it.
  LayerPrecision at(std::int64_t step, const std::string& layer) const {
    return with(scheduled_at(step), step, &layer);
  }
  /// Of everything: the layers listed are those that have another precision than the network.
  NetworkPrecision all_at(std::int64_t step) const;
  /// What the first evaluation.precision asks for after that step; nothing flows back, so gradients are at 32 bits.
  NetworkPrecision evaluation_at(std::int64_t step) const { return evaluation_at(step, evaluations_.front()); }
  NetworkPrecision evaluation_at(std::int64_t step, const std::string& evaluation) const;
  /// One for each evaluation.precision, in that order.
  std::vector<NetworkPrecision> evaluations_at(std::int64_t step) const;
  const std::vector<std::string>& evaluations() const { return evaluations_; }

  /// What the schedule asks for.
  ScheduledBits scheduled_at(std::int64_t step) const {
    return {schedule_.bits_at(step), schedule_.backward_bits_at(step)};
  }
  /// Of a layer, or of the network for nullptr, if the schedule asked for other bits at the step.
  LayerPrecision with(ScheduledBits asked, std::int64_t step, const std::string* layer = nullptr) const;
  /// The deficit that decides bits of the layer, or of the network, at the step; nullptr where there is none.
  const DeficitSpec* deficit_at(std::int64_t step, const std::string* layer = nullptr) const;

  /// The layers that the spec or its precision deficits name, each once, in that order.
  const std::vector<std::string>& named_layers() const { return named_layers_; }
  /// Whether anything gives the network's weights bits apart from its activations'.
  bool weights_may_part() const;
  /// Whether the formats are others than in the step before.
  bool changes_at(std::int64_t step) const;
  /// Of rounding at the step: precision.ramp steps after a change it is 1 again.
  double strength_at(std::int64_t step) const;
  /// Whether the optimizer begins anew there.
  bool resets_optimizer_at(std::int64_t step) const { return resets_ && changes_at(step); }
  /// What everything is held in at the step: that of the continuation in 16 bits, else fp32.
  NumberFormat working_format(std::int64_t step) const;
  /// Whether a deficit of any kind acts at the step.
  bool in_deficit(std::int64_t step) const;
  const std::vector<StepWindow>& windows() const { return length_.windows; }
  const PrecisionSchedule& schedule() const { return schedule_; }
  const BasePrecision& base() const { return base_; }
  const RunLength& length() const { return length_; }

 private:
  void strike_with(const DeficitSpec& deficit, const LayerBits* own, LayerPrecision& precision) const;
  NetworkPrecision formats_at(std::int64_t step) const;
  void name_layer(const std::string& layer);

  RunLength length_;
  PrecisionSchedule schedule_;
  BasePrecision base_;
  std::vector<std::string> evaluations_;
  int target_bits_ = 32;
  NumberFormat continued_in_ = {};
  std::int64_t ramp_ = 0;
  bool resets_ = false;
  std::vector<DeficitSpec> deficits_;
  std::vector<std::string> named_layers_;
};

/// From which step on the parts of a plan go ways of their own; total_steps where they never do.
struct PrecisionDepartures {
  std::int64_t weight = 0;                       // the network's weights from its activations
  std::vector<std::int64_t> layers = {};         // each named layer from the network
  std::vector<std::int64_t> layer_weights = {};  // its weights from its activations, once it has left the network
};
PrecisionDepartures first_departures(const PrecisionPlan& plan);

}  // namespace imprint
