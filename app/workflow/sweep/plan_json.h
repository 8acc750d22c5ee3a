// SPDX-License-Identifier: GPL-3.0-or-later
// A sweep's plan as JSON and back. A leaf's experiment is stored as what differs from the base's.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "app/workflow/sweep/sweep_plan.h"

namespace imprint {

nlohmann::ordered_json plan_to_json(const SweepPlan& plan, const ExperimentSpec& base);

/// `source` names the text in errors. Throws InputError for what is missing, of the wrong type, or doesn't hang
/// together.
SweepPlan plan_from_json(const nlohmann::json& json, const ExperimentSpec& base, const std::string& source);

}  // namespace imprint
