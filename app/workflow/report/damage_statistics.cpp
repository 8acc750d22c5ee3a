// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workflow/report/damage_statistics.h"

#include <algorithm>
#include <cmath>

#include "analysis/critical/paired_tests.h"
#include "analysis/critical/seed_mean.h"

namespace imprint {
namespace {

std::optional<double> mean_recovery(std::span<const ComparedRun> runs) {
  std::vector<double> values;
  for (const ComparedRun& run : runs)
    if (run.result.recovery) values.push_back(*run.result.recovery);
  return values.empty() ? std::nullopt : std::optional(seed_mean(values));
}

int evaluations_used(const ComparedRun& run) { return run.result.evaluations_used; }

}  // namespace

DamageStatistics damage_statistics(std::span<const ComparedRun> runs, const IntervalOptions& options, double margin) {
  std::vector<double> damages, baselines, deficits;
  for (const ComparedRun& run : runs) {
    damages.push_back(run.result.damage);
    baselines.push_back(run.result.baseline_final);
    deficits.push_back(run.result.deficit_final);
  }
  const Eigen::Map<const Eigen::ArrayXd> damage(damages.data(), std::ssize(damages));
  DamageStatistics statistics;
  statistics.mean = seed_mean(damages);
  statistics.mean_baseline = seed_mean(baselines);
  statistics.mean_deficit = seed_mean(deficits);
  statistics.mean_recovery = mean_recovery(runs);
  statistics.interval = seed_interval(damages, options);
  statistics.effect_size = paired_effect_size(damage);
  statistics.p_value = sign_flip_test(damage, options.seed).p_value;
  statistics.adjusted_p_value = statistics.p_value;
  statistics.inferiority_p_value = non_inferiority_test(damage, margin);
  statistics.evaluations_used = std::ranges::min(runs, {}, evaluations_used).result.evaluations_used;
  statistics.no_clean_step = std::ranges::any_of(runs, [](const ComparedRun& run) { return run.result.no_clean_step; });
  return statistics;
}

void adjust_for_many(std::span<DamageStatistics* const> conditions) {
  std::vector<DamageStatistics*> counted;
  std::vector<double> p_values;
  for (DamageStatistics* condition : conditions) {
    condition->adjusted_p_value = std::nan("");
    if (condition->no_clean_step) continue;
    counted.push_back(condition);
    p_values.push_back(condition->p_value);
  }
  const std::vector<double> adjusted = holm_adjusted(p_values);
  for (std::size_t i = 0; i < counted.size(); ++i) counted[i]->adjusted_p_value = adjusted[i];
}

}  // namespace imprint
