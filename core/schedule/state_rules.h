// SPDX-License-Identifier: GPL-3.0-or-later
// Which rules of a run depend on the training's own state (StateRule), and when.
#pragma once

#include <vector>

#include "core/schedule/deficit_window.h"
#include "core/schedule/step_description.h"
#include "core/spec/experiment_spec.h"

namespace imprint {

/// Of the learning rate: schedule plateau follows validation in every step, passes it over while a frozen clock stands,
/// and has forgotten all before a restart. Of a continuation in 16 bits: how it keeps weights and scales its loss.
std::vector<StateRule> state_rules(const ExperimentSpec& spec, const RunLength& length);

}  // namespace imprint
