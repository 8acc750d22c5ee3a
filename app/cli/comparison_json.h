// SPDX-License-Identifier: GPL-3.0-or-later
// A comparison as the commands' JSON has it.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>

#include "app/workflow/compare/continuation_cost.h"
#include "core/results/run_records.h"

namespace imprint::cli {

/// As comparison.json, with the test set's interval of accuracies; null without one.
nlohmann::ordered_json comparison_json(const std::optional<ComparisonResult>& comparison);

/// Both footprints and their ratios; null without one.
nlohmann::ordered_json continuation_json(const std::optional<ContinuationCost>& continuation);

}  // namespace imprint::cli
