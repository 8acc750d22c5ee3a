// SPDX-License-Identifier: GPL-3.0-or-later
// Stored runs that differ in their seed alone, compared as one condition, and the conditions beside each other.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "analysis/critical/bootstrap.h"
#include "core/records/run_records.h"

namespace imprint {

/// One finished run with its seed-paired baseline.
struct ComparedRun {
  std::filesystem::path directory;
  std::uint64_t seed = 0;
  ComparisonResult result;
};

/// Over the seeds of one condition; every number is of the damage (baseline - deficit, positive = harm).
struct DamageStatistics {
  double mean = 0;
  std::optional<ConfidenceInterval> interval;  // BCa; from 3 seeds on
  double effect_size = 0;                      // Hedges' g of the pairs; NaN for one seed
  double p_value = 1;                          // two-sided sign-flip test
  double adjusted_p_value = 1;                 // Holm, over the conditions of the report
  double mean_baseline = 0;
  double mean_deficit = 0;
  std::optional<double> mean_recovery;         // of the runs that have one
};

struct RunGroup {
  std::vector<std::pair<std::string, std::string>> differences;  // field and value, the same fields in every group
  std::vector<ComparedRun> runs;                                 // seeds ascending
  DamageStatistics damage;
};

struct GroupReport {
  std::string metric;
  std::string final_value;
  std::vector<RunGroup> groups;
  std::vector<std::string> left_out;  // "out/r3: has no comparison yet (running)"
};

/// Groups by every field of the spec but name, seed, threads and the dataset's folder. Runs that are unfinished, have
/// no baseline, can't be read, or repeat a seed of their group are left out, and named. Throws InputError when no run
/// remains, or when the remaining ones measure damage by different metrics or final-value rules: those are never mixed.
GroupReport compare_runs(std::span<const std::filesystem::path> directories, const BootstrapOptions& options = {});

}  // namespace imprint
