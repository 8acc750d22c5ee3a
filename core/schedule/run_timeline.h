// SPDX-License-Identifier: GPL-3.0-or-later
// When two runs are one: up to which step they do the same, so that it need be computed only once.
//
// A training step is a function of the weights, of the seed and the step's number (data order, augmentation, rounding),
// and of what RunTimeline compares: learning rate, precision of every layer and the data deficits that act. Everything
// else that it depends on must be the same for all steps: `same_conditions`.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/records/experiment_spec.h"
#include "core/schedule/learning_rate.h"
#include "core/schedule/precision_plan.h"

namespace imprint {

/// Whether two experiments differ in nothing but what changes from step to step, and in what no step depends on (name,
/// comparison, checkpoints, range test). What is measured counts too: their metrics must be the same.
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
  /// Whether both do the same at a step that both have.
  bool same_step(const RunTimeline& other, std::int64_t step, TimelineParts parts = {}) const;
  /// Whether, by their formulas alone, both can differ only where a window of one of them begins or ends.
  bool same_laws(const RunTimeline& other, TimelineParts parts = {}) const;

 private:
  std::vector<std::string> data_deficits_at(std::int64_t step) const;
  bool in_precision_deficit(std::int64_t step) const;

  ExperimentSpec spec_;
  PrecisionPlan precision_;
  LearningRatePlan rates_;
};

/// The steps from the first on that both runs do alike, when their conditions are the same. At most one less than the
/// shorter run has, unless the runs are alike to their common end: the last step of a run always evaluates and probes.
std::int64_t shared_steps(const RunTimeline& a, const RunTimeline& b, TimelineParts parts = {});

}  // namespace imprint
