// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workflow/report/damage_statistics.h"

#include <algorithm>
#include <cmath>

#include "analysis/critical/mean_interval.h"
#include "analysis/critical/paired_tests.h"

namespace imprint {
namespace {

std::optional<double> mean_recovery(std::span<const ComparedRun> runs) {
  double sum = 0;
  int count = 0;
  for (const ComparedRun& run : runs) {
    if (!run.result.recovery) continue;
    sum += *run.result.recovery;
    ++count;
  }
  return count > 0 ? std::optional(sum / count) : std::nullopt;
}

int evaluations_used(const ComparedRun& run) { return run.result.evaluations_used; }

}  // namespace

DamageStatistics damage_statistics(std::span<const ComparedRun> runs, const IntervalOptions& options) {
  Eigen::ArrayXd damage(std::ssize(runs)), baseline(std::ssize(runs)), deficit(std::ssize(runs));
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const auto place = static_cast<Eigen::Index>(i);
    damage[place] = runs[i].result.damage;
    baseline[place] = runs[i].result.baseline_final;
    deficit[place] = runs[i].result.deficit_final;
  }
  DamageStatistics statistics;
  statistics.mean = damage.mean();
  statistics.mean_baseline = baseline.mean();
  statistics.mean_deficit = deficit.mean();
  statistics.mean_recovery = mean_recovery(runs);
  statistics.interval = mean_interval(damage, options);
  statistics.effect_size = paired_effect_size(damage);
  statistics.p_value = sign_flip_test(damage, options.seed).p_value;
  statistics.adjusted_p_value = statistics.p_value;
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
