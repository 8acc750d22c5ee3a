// SPDX-License-Identifier: GPL-3.0-or-later
// One comparison in words: the headline never says more than the runs can bear.
#pragma once

#include <optional>
#include <string>

#include "analysis/critical/confidence_interval.h"
#include "app/workflow/compare/treatment.h"
#include "core/results/run_records.h"

namespace imprint {

/// What a difference between deficit and baseline is worth, for colours and signs.
enum class Verdict {
  unclear,        // within its uncertainty, or that is unknown: neither harm's nor safety's colour
  worse,          // the deficit cost something: the interval lies above 0
  better,         // the deficit ended ahead: the interval lies below 0
  no_clean_step,  // the deficit reaches the end: nothing is known of what lasts
};

struct ComparisonWords {
  Verdict verdict = Verdict::unclear;
  std::string headline;     // "Early deficit: 2.4 points of test accuracy lost (one seed)"
  std::string values;       // "Baseline 0.953, with the deficit 0.929: median of the last 3 (2 used)."
  std::string uncertainty;  // one_seed_words, or the interval over seeds with its kind
  std::string recovery;     // "When the deficit ended the gap was 14.7 points; 61 % of it has closed."; may be empty
};

/// Of one run and its baseline. One seed can't tell harm from training noise; the verdict and the interval are of the
/// test set alone.
ComparisonWords comparison_words(const ComparisonResult& result, const Treatment& treatment = {});

/// Of the mean damage over `seeds` runs of one condition.
ComparisonWords comparison_words(double mean_damage, const std::string& metric, int seeds,
                                 const std::optional<ConfidenceInterval>& interval, IntervalKind kind,
                                 bool no_clean_step, const Treatment& treatment = {});

/// The test set's interval of a run's difference at its last evaluation, for accuracies whose table is known.
std::optional<ConfidenceInterval> test_set_interval(const ComparisonResult& result, double level = 0.95);

/// "One seed: training noise unknown; 95 % test-set interval (paired, Agresti-Min) of the last evaluation's difference
/// -0.2 .. 0.6 points."
std::string one_seed_words(const ComparisonResult& result);

/// "2.4 points of test accuracy", "0.031 of test loss": how damage is told.
std::string amount_words(double amount, const std::string& metric);

/// "-0.2 .. 0.6 points", "-0.01 .. 0.02".
std::string interval_text(const ConfidenceInterval& interval, const std::string& metric);

}  // namespace imprint
