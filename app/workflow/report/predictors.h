// SPDX-License-Identifier: GPL-3.0-or-later
// How a quantity at the deficit's end orders the damage, over the runs of a sweep.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "analysis/critical/confidence_interval.h"

namespace imprint {

/// One run: the quantity and its damage.
struct PredictorRun {
  int condition = 0;  // any numbers that tell conditions apart
  std::uint64_t seed = 0;
  double quantity = 0;
  double damage = 0;
};

struct PredictorReport {
  std::string metric = {};                          // "fisher/trace", "hessian/trace", or their ratio to the baseline's
  double rank_correlation = 0;                      // Spearman
  std::optional<ConfidenceInterval> interval = {};  // conditions and seeds permuted
  int count = 0;                                    // runs: conditions x seeds
  int conditions = 0, seeds = 0;
  int left_out = 0;  // runs that are not in that table: their condition lacks a seed
  std::string why_no_interval = {};
};

/// Over the largest complete table of conditions and seeds among the runs (conditions with the most seeds first): an
/// incomplete one can't be permuted. Nothing for fewer than 5 runs in it. Intervals as in rank_correlation.h.
std::optional<PredictorReport> predictor_report(const std::string& metric, std::span<const PredictorRun> runs,
                                                const IntervalOptions& options);

}  // namespace imprint
