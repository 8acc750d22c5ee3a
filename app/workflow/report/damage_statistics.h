// SPDX-License-Identifier: GPL-3.0-or-later
// The damage of one condition over its seeds.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <vector>

#include "analysis/critical/confidence_interval.h"
#include "core/results/run_records.h"

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
  std::optional<ConfidenceInterval> interval;  // of the mean, of the report's kind
  double effect_size = 0;                      // Hedges' g of the pairs; NaN for fewer than 3 seeds
  double p_value = 1;                          // two-sided sign-flip test
  double adjusted_p_value = 1;                 // Holm, over the conditions of the report; NaN without a clean step
  double inferiority_p_value = 1;              // non_inferiority_test at the report's margin; NaN for one seed
  double mean_baseline = 0;
  double mean_deficit = 0;
  std::optional<double> mean_recovery;  // of the runs that have one
  int evaluations_used = 0;             // behind each final value; the fewest of the runs
  bool no_clean_step = false;           // the deficit reaches the end in some run: the difference is no lasting damage
};

/// Of at least one run; `adjusted_p_value` is left at `p_value` until adjust_for_many.
DamageStatistics damage_statistics(std::span<const ComparedRun> runs, const IntervalOptions& options = {},
                                   double margin = 0);

/// Holm's adjustment over conditions that are reported together. Those without a clean step ask another question: they
/// are not counted among them, and have no adjusted p-value.
void adjust_for_many(std::span<DamageStatistics* const> conditions);

}  // namespace imprint
