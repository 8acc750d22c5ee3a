// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/bridge/evaluated_plan.h"

#include "app/studio/bridge/plan_preview.h"
#include "core/base/error.h"
#include "core/schedule/precision_plan.h"
#include "core/schedule/run_cost.h"

namespace imprint::studio {
namespace {

constexpr std::int64_t most_evaluated_steps = 200'000;

void evaluate_steps(EvaluatedPlan& evaluated, const PrecisionPlan& plan, bool has_deficits) {
  const auto count = static_cast<std::size_t>((evaluated.total_steps + evaluated.stride - 1) / evaluated.stride);
  evaluated.steps.reserve(count);
  evaluated.scheduled.reserve(count);
  for (std::int64_t step = 0; step < evaluated.total_steps; step += evaluated.stride) {
    const LayerPrecision precision = plan.at(step);
    const bool disturbed = has_deficits && plan.in_deficit(step);
    evaluated.steps.push_back(precision);
    evaluated.scheduled.push_back(disturbed ? plan.base().of(plan.scheduled_at(step)) : precision);
  }
}

}  // namespace

std::optional<EvaluatedPlan> evaluate_plan(const ExperimentSpec& spec, const ModelMacs* macs) {
  try {
    if (spec.training.batch_size < 1 || spec.training.epochs < 1) return std::nullopt;
    const RunPlan run = plan_run(spec);
    const PrecisionPlan plan(spec, run_length(spec, run.steps_per_epoch));
    EvaluatedPlan evaluated;
    evaluated.total_steps = run.total_steps;
    evaluated.budget_steps = plan.length().budget_steps;
    evaluated.steps_per_epoch = run.steps_per_epoch;
    evaluated.samples_a_step = static_cast<double>(run.train_samples) / static_cast<double>(run.steps_per_epoch);
    evaluated.stride = (run.total_steps + most_evaluated_steps - 1) / most_evaluated_steps;
    evaluated.period = plan.schedule().period();
    evaluated.windows = plan.windows();
    evaluated.weights_part = plan.weights_may_part();
    evaluate_steps(evaluated, plan, !spec.deficits.empty());
    if (macs != nullptr) require_known_layers(plan, *macs, spec.model.name);
    evaluated.cost = plan_cost(evaluated.steps, evaluated.stride, plan, spec.precision, macs);
    return evaluated;
  } catch (const InputError&) {
    return std::nullopt;
  }
}

}  // namespace imprint::studio
