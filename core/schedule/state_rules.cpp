// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/state_rules.h"

#include <string>

#include "core/base/text.h"
#include "core/schedule/learning_rate_kind.h"

namespace imprint {

std::vector<StateRule> state_rules(const TrainingSpec& training, const RunLength& length) {
  if (!learning_rate_kind(training.lr_schedule).follows_scores) return {};
  const std::string inputs =
      "factor=" + plain_text(training.lr_factor) + " patience=" + std::to_string(training.lr_patience) + " since=";
  std::vector<StateRule> rules;
  std::int64_t since = 0, begin = 0;
  const auto append = [&](std::int64_t end, bool stands) {
    if (begin < end)
      rules.push_back({"plateau " + inputs + std::to_string(since) + (stands ? " standing" : ""), {begin, end}});
    begin = end;
  };
  for (const StepWindow& window : merged_windows(length.windows)) {
    append(window.begin, false);
    append(window.end, training.lr_clock == "frozen");
    if (training.lr_restart) since = window.end;
  }
  append(length.total_steps, false);
  return rules;
}

}  // namespace imprint
