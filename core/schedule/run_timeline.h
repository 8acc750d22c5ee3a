// SPDX-License-Identifier: GPL-3.0-or-later
// When two runs are one: up to which step they do the same, so that it need be computed only once.
//
// A training step is a function of the weights, of the seed and the step's number (data order, augmentation, rounding),
// of the conditions that hold throughout the run (sharing_fields.h), and of what StepDescription says of the step. So
// two runs of equal conditions do the same up to the first step that is described differently.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/schedule/learning_rate.h"
#include "core/schedule/precision_plan.h"
#include "core/schedule/step_description.h"
#include "core/spec/experiment_spec.h"

namespace imprint {

/// Whether two experiments differ in nothing but fields that steps describe or that nothing depends on.
bool same_conditions(const ExperimentSpec& a, const ExperimentSpec& b);

/// What may be left out of the comparison, to find out what keeps runs from sharing.
struct TimelineParts {
  bool learning_rate = true;
  bool precision_schedule = true;  // deficits always count
};

class RunTimeline {
 public:
  /// Throws InputError as run_length does.
  RunTimeline(const ExperimentSpec& spec, std::int64_t steps_per_epoch);

  const RunLength& length() const { return precision_.length(); }
  std::int64_t total_steps() const { return length().total_steps; }
  /// Whether their conditions are the same, and the steps of an epoch.
  bool may_share(const RunTimeline& other) const;

  StepDescription at(std::int64_t step) const;
  /// Whether both do the same at a step that both have, provided that they start it from the same state. Where a rule
  /// depends on that state, all earlier steps must have been the same.
  bool same_step(const RunTimeline& other, std::int64_t step, TimelineParts parts = {}) const;

 private:
  friend class TimelineComparison;

  std::vector<DeficitSpec> deficits_at(std::int64_t step, bool of_data) const;
  std::vector<std::string> rules_at(std::int64_t step, TimelineParts parts = {}) const;

  ExperimentSpec spec_;
  PrecisionPlan precision_;
  std::vector<StateRule> rules_;
  LearningRatePlan rates_;
  ExperimentSpec conditions_;
};

/// The steps from the first on that both runs do alike; 0 when their conditions differ. At most one less than the
/// shorter run has, unless the runs are alike to their common end: the last step of a run always evaluates and probes.
std::int64_t shared_steps(const RunTimeline& a, const RunTimeline& b, TimelineParts parts = {});

}  // namespace imprint
