// SPDX-License-Identifier: GPL-3.0-or-later
// What a run will do, as far as its spec tells before any data are loaded.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/results/run_records.h"
#include "core/schedule/precision_cost.h"
#include "core/spec/experiment_spec.h"

namespace imprint::studio {

/// Steps, windows and arms, counted with the size that the dataset is published with. Throws InputError that begins
/// with the key of the field at fault. Precondition: spec_problems(spec) is empty.
RunPlan plan_run(const ExperimentSpec& spec);

/// The same; nothing when the spec is not valid or can't be planned.
std::optional<RunPlan> preview_plan(const ExperimentSpec& spec);

/// Whether a deficit strikes single layers: what it costs then depends on the model.
bool names_layers(const ExperimentSpec& spec);

/// Mean bits and cost of the run's main arm. Nothing when the spec can't be planned.
std::optional<PlanCost> preview_cost(const ExperimentSpec& spec, const RunPlan& plan, const ModelMacs* macs = nullptr);

}  // namespace imprint::studio
