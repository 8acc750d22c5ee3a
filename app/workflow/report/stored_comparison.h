// SPDX-License-Identifier: GPL-3.0-or-later
// The comparison of a stored run, by today's rule.
#pragma once

#include <filesystem>
#include <optional>

#include "core/results/run_records.h"

namespace imprint {

/// What comparison.json says, when it says how many evaluations are behind it. One of an older version does not: those
/// took evaluations of the untrained network and of the deficit itself. Then it is computed again from the rows of both
/// arms, found in the run's own baseline folder or through the plan of the sweep two levels up; the file stays as it
/// is. Nothing when the run has no comparison.json. Throws InputError for a damaged file, and, naming the run, when a
/// comparison of the older rule can't be computed again.
std::optional<ComparisonResult> stored_comparison(const std::filesystem::path& run);

/// From the rows, whether there is a comparison.json or not: what a lost or doubtful one is made again from. Throws
/// InputError when the run or its baseline is missing or has not ended.
ComparisonResult compute_comparison(const std::filesystem::path& run);

}  // namespace imprint
