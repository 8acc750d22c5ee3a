// SPDX-License-Identifier: GPL-3.0-or-later
// What the numbers of a run mean, in sentences.
#pragma once

#include <string>

#include "app/studio/bridge/run_record.h"
#include "app/workflow/compare/comparison_words.h"
#include "core/schedule/precision_cost.h"

namespace imprint::studio {

/// A headline and, in smaller type, what stands behind it.
struct PlainWords {
  std::string headline;
  std::string detail;
  bool operator==(const PlainWords&) const = default;
};

/// The words of app/workflow/compare in two lines: "Early deficit: 2.4 points of test accuracy lost (one seed)", and
/// the values, how sure they are, and what of the gap has closed.
PlainWords comparison_words(const ComparisonResult& result, const RunRecord& run);
/// What may be claimed of one run: the test set alone speaks for it.
Verdict verdict_of(const ComparisonResult& result);

/// How the gap between the arms stands at the latest evaluation that both have; empty headline when there is none.
PlainWords live_gap_words(const RunRecord& run);

/// How the run stands or ended, whatever is known of it: comparison, live gap, failure, or what will be run.
PlainWords run_words(const RunRecord& run);

/// "early", "middle" or "late": where in the run the first window lies, by its middle; empty without windows.
std::string deficit_time(const RunPlan& plan);

/// "4,690 steps in 20 epochs · 6.21 bits on average · 4.52 % of the cost of 32-bit training, 27.7 % less than static".
std::string cost_words(const RunPlan& plan, const PlanCost& cost);

/// "27.7 % less than static 8", "as much as static 8": the plan against a `reference` that has its deficits too.
/// Everything that tells of a saving asks these three, so that no two texts contradict each other.
std::string saving_words(const PlanCost& cost, const std::string& reference);
bool saves(const PlanCost& cost);
bool costs_more(const PlanCost& cost);

/// "finished", "stopped", "failed: diverged at step 12", "interrupted" for a stale one.
std::string state_words(const RunStatus& status, bool stale);

}  // namespace imprint::studio
