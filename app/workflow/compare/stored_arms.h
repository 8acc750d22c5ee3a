// SPDX-License-Identifier: GPL-3.0-or-later
// Two arms on disk compared. Everything that tells damage (jobs, sweeps, reports, figures) comes through here.
#pragma once

#include <filesystem>
#include <span>
#include <vector>

#include "core/results/metric_row.h"
#include "core/results/run_records.h"
#include "core/spec/experiment_spec.h"

namespace imprint {

/// The folder and the rows of an arm that has ended.
struct StoredArm {
  std::filesystem::path folder;
  std::span<const MetricRow> rows;
};

/// compare_arms of the rows, and of two accuracies McNemar's table of the last evaluation, when both folders have the
/// images' results (last_evaluation.h) of the steps at which the rows end. A damaged one of those counts as none.
/// Throws InputError as compare_arms.
ComparisonResult compare_stored(const StoredArm& baseline, const StoredArm& deficit, const ComparisonSpec& rule,
                                std::int64_t deficit_end);

}  // namespace imprint
