// SPDX-License-Identifier: GPL-3.0-or-later
// When what ends a deficit is done (core/spec/recovery_spec.h): after the last step of every window, one that ends with
// the run included, and before the evaluation that is due there.
#pragma once

#include <cstdint>
#include <vector>

#include "core/results/run_records.h"
#include "core/spec/recovery_spec.h"

namespace imprint {

/// What is done after the step, without what is not read; nothing where no window ends.
RecoverySpec recovery_after(const RecoverySpec& spec, const std::vector<StepWindow>& windows, std::int64_t step);

}  // namespace imprint
