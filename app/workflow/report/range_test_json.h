// SPDX-License-Identifier: GPL-3.0-or-later
// A range test's result as JSON: what `imprint range-test` writes, and what figures of it are drawn from.
#pragma once

#include <string>

#include "app/workflow/range_test_job.h"

namespace imprint {

/// The proposal with its reason, the test's settings, and accuracy, gain and standard error of every precision.
std::string range_test_json(const RangeTestResult& result);

}  // namespace imprint
