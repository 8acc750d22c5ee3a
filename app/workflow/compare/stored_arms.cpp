// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workflow/compare/stored_arms.h"

#include <optional>

#include "analysis/critical/damage.h"
#include "analysis/critical/mcnemar.h"
#include "core/base/error.h"
#include "core/store/last_evaluation.h"

namespace imprint {
namespace {

std::int64_t last_step(const StoredArm& arm, const std::string& metric) {
  for (auto row = arm.rows.rbegin(); row != arm.rows.rend(); ++row)
    if (row->metric == metric) return row->step;
  return -1;
}

std::optional<LastEvaluation> evaluation_of(const StoredArm& arm) {
  try {
    auto evaluation = read_last_evaluation(arm.folder);
    if (evaluation && evaluation->step == last_step(arm, metric::test_accuracy)) return evaluation;
  } catch (const InputError&) {
    // It adds to the comparison, it does not carry it.
  }
  return std::nullopt;
}

}  // namespace

ComparisonResult compare_stored(const StoredArm& baseline, const StoredArm& deficit, const ComparisonSpec& rule,
                                std::int64_t deficit_end) {
  ComparisonResult result = compare_arms(baseline.rows, deficit.rows, rule, deficit_end);
  if (rule.metric != metric::test_accuracy) return result;
  const auto without = evaluation_of(baseline), with = evaluation_of(deficit);
  if (without && with) result.discordant = discordant_pairs(without->correct, with->correct);
  return result;
}

}  // namespace imprint
