// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/run_outcome.h"

#include <cmath>

#include "core/results/metric_info.h"

namespace imprint {
namespace {

RunOutcome last_value_of(const MetricInfo& info, OutcomeKind kind) {
  return {std::string(info.word), "the last " + metric_words(std::string(info.name)), kind,
          [name = info.name](const RunEntry& run) { return run.finals.of(name); }};
}

std::vector<RunOutcome> make_outcomes() {
  std::vector<RunOutcome> all;
  for (const std::string& score : score_names())
    if (const MetricInfo* info = find_metric_info(score); !info->word.empty())
      all.push_back(last_value_of(*info, OutcomeKind::score));
  all.push_back({"damage", "final value of the baseline - final value with the deficit; positive = harm",
                 OutcomeKind::difference, [](const RunEntry& run) { return run.damage; }});
  all.push_back({"recovery", "the share of the gap at the deficit's end that has closed", OutcomeKind::share,
                 [](const RunEntry& run) { return run.recovery.value_or(std::nan("")); }});
  for (const MetricInfo& info : metric_infos())
    if (!info.word.empty() && !is_score(info.name)) all.push_back(last_value_of(info, OutcomeKind::magnitude));
  return all;
}

}  // namespace

const std::vector<RunOutcome>& run_outcomes() {
  static const std::vector<RunOutcome> outcomes = make_outcomes();
  return outcomes;
}

}  // namespace imprint
