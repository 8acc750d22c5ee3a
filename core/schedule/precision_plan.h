// SPDX-License-Identifier: GPL-3.0-or-later
// The precision of every step of a run: the schedule, overridden inside precision deficits.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/schedule/deficit_window.h"
#include "core/schedule/precision_schedule.h"

namespace imprint {

/// Bits of one step; 32 means the plain fp32 path.
struct StepPrecision {
  int forward_bits = 32;
  int backward_bits = 32;
  bool operator==(const StepPrecision&) const = default;
};

/// The precision of a layer that a deficit names.
struct LayerPrecision {
  std::string layer;
  StepPrecision precision;
  bool operator==(const LayerPrecision&) const = default;
};

class PrecisionPlan {
 public:
  /// Throws InputError like its parts. `length` is that of the spec, or of its baseline.
  PrecisionPlan(const ExperimentSpec& spec, RunLength length);
  /// The same of a run with that budget; `with_deficits` = false gives the baseline's plan.
  PrecisionPlan(const ExperimentSpec& spec, std::int64_t budget_steps, std::int64_t steps_per_epoch,
                bool with_deficits = true);

  /// Of the network: of every layer that no deficit names. A later window of the spec wins over an earlier one that it
  /// overlaps.
  StepPrecision at(std::int64_t step) const;
  /// Of one layer.
  StepPrecision at(std::int64_t step, const std::string& layer) const;
  /// The layers that have another precision than the network at that step.
  std::vector<LayerPrecision> exceptions_at(std::int64_t step) const;
  /// The layers that precision deficits name, each once, in the order of the spec.
  const std::vector<std::string>& named_layers() const { return named_layers_; }

  /// The precision deficit that decides the network's bits at the step; nullptr where the schedule does.
  const DeficitSpec* network_deficit_at(std::int64_t step) const { return striking(step, nullptr); }
  /// Whether a deficit of any kind acts at the step.
  bool in_deficit(std::int64_t step) const;
  const std::vector<StepWindow>& windows() const { return length_.windows; }
  const PrecisionSchedule& schedule() const { return schedule_; }
  const RunLength& length() const { return length_; }

 private:
  const DeficitSpec* striking(std::int64_t step, const std::string* layer) const;
  StepPrecision precision_of(std::int64_t step, const std::string* layer) const;

  RunLength length_;
  PrecisionSchedule schedule_;
  std::vector<DeficitSpec> deficits_;
  std::vector<std::string> named_layers_;
};

/// The first step at which each of the named layers has another precision than the network; total_steps when none is.
std::vector<std::int64_t> first_departures(const PrecisionPlan& plan);

}  // namespace imprint
