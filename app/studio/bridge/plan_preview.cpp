// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/bridge/plan_preview.h"

#include <algorithm>

#include "app/studio/bridge/run_record.h"
#include "core/base/error.h"
#include "core/schedule/deficit_window.h"
#include "core/spec/batch_sizes.h"
#include "core/spec/spec_io.h"
#include "datasets/facts/dataset_facts.h"

namespace imprint::studio {
namespace {

constexpr std::int64_t most_steps = 100'000'000;  // beyond it a preview at every key press would be slow

/// Of files that can't be read yet as many as a hundred steps take: in epochs the plan looks the same.
std::int64_t expected_samples(const ExperimentSpec& spec) {
  try {
    return published_train_samples(spec.dataset);
  } catch (const InputError&) {
    constexpr std::int64_t steps = 100;
    return steps * spec.training.batch_size;
  }
}

}  // namespace

RunPlan plan_run(const ExperimentSpec& spec) {
  RunPlan plan;
  plan.train_samples = expected_samples(spec);
  plan.steps_per_epoch = BatchSizes{plan.train_samples, spec.training.batch_size}.steps_per_epoch();
  plan.total_steps = training_budget_steps(spec.training, plan.steps_per_epoch);
  if (plan.total_steps > most_steps)
    throw InputError("training.epochs must give at most " + std::to_string(most_steps) + " steps, but gives " +
                     std::to_string(plan.total_steps));
  const RunLength length = run_length(spec, plan.steps_per_epoch);
  plan.total_steps = length.total_steps;
  plan.deficit_windows = length.windows;
  plan.continuation = length.continuation;
  const PrecisionSchedule checked(spec.precision, plan.total_steps);
  plan.arms = {main_arm};
  if (spec.comparison.baseline) plan.arms.push_back(baseline_arm);
  return plan;
}

std::optional<RunPlan> preview_plan(const ExperimentSpec& spec) {
  if (!spec_problems(spec).empty()) return std::nullopt;
  try {
    return plan_run(spec);
  } catch (const InputError&) {
    return std::nullopt;
  }
}

bool names_layers(const ExperimentSpec& spec) {
  return !spec.precision.layers.empty() ||
         std::ranges::any_of(spec.deficits, [](const DeficitSpec& deficit) { return !deficit.layers.empty(); });
}

std::optional<PlanCost> preview_cost(const ExperimentSpec& spec, const RunPlan& plan, const ModelMacs* macs) {
  try {
    return plan_cost(PrecisionPlan(spec, run_length(spec, plan.steps_per_epoch)), spec.precision, macs);
  } catch (const InputError&) {
    return std::nullopt;
  }
}

}  // namespace imprint::studio
