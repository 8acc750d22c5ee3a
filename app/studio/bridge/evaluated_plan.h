// SPDX-License-Identifier: GPL-3.0-or-later
// The precision of every step of a run, evaluated once for all who draw it or count its cost.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/results/run_records.h"
#include "core/schedule/precision_cost.h"
#include "core/spec/experiment_spec.h"

namespace imprint::studio {

struct EvaluatedPlan {
  std::int64_t total_steps = 1;
  std::int64_t budget_steps = 1;  // what a fraction is of
  std::int64_t steps_per_epoch = 1;
  double samples_a_step = 0;              // mean, short last batches included
  std::int64_t stride = 1;                // long runs are sampled: element i is step i * stride
  std::int64_t period = 1;                // steps of a cycle
  std::vector<LayerPrecision> steps;      // of the network, with deficits
  std::vector<LayerPrecision> scheduled;  // the same without deficits
  bool weights_part = false;              // whether weights may have other bits than activations
  std::vector<StepWindow> windows;        // of all deficits, in the order of the spec
  PlanCost cost;

  /// The element for a step.
  std::size_t index_of(std::int64_t step) const { return static_cast<std::size_t>(step / stride); }
};

/// Nothing when the precision, the length of the run or a window is wrong. Other fields of the spec do not matter.
/// With `macs`, layers that a deficit names cost by their shares.
std::optional<EvaluatedPlan> evaluate_plan(const ExperimentSpec& spec, const ModelMacs* macs = nullptr);

}  // namespace imprint::studio
