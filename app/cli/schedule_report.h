// SPDX-License-Identifier: GPL-3.0-or-later
// A precision plan in words, as JSON and as CSV.
#pragma once

#include <string>

#include "core/schedule/precision_cost.h"
#include "core/schedule/precision_plan.h"

namespace imprint::cli {

/// `every_step`: "bits" is a list with one number a step; else stretches {"bits", "steps"} in their order.
std::string schedule_json(const PrecisionPlan& plan, const PrecisionSpec& spec, bool every_step);
std::string schedule_csv(const PrecisionPlan& plan);
std::string schedule_text(const PrecisionPlan& plan, const PrecisionSpec& spec);

/// The forward bits of the run as a row of block characters, low to high.
std::string stairs_text(const PrecisionPlan& plan, int characters);

}  // namespace imprint::cli
