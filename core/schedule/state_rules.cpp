// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/state_rules.h"

#include <string>

#include "core/base/text.h"
#include "core/schedule/learning_rate_kind.h"

namespace imprint {
namespace {

void append_plateau(const TrainingSpec& training, const RunLength& length, std::vector<StateRule>& rules) {
  if (!learning_rate_kind(training.lr_schedule).follows_scores) return;
  const std::string inputs =
      "factor=" + plain_text(training.lr_factor) + " patience=" + std::to_string(training.lr_patience) + " since=";
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
}

std::string continuation_text(const ContinuationSpec& continuation) {
  std::string text = "16 bits ";
  text.append(continuation.format).append(continuation.master_weights ? " with master weights" : " pure");
  text.append(" scale=").append(plain_text(continuation.loss_scale));
  return text.append(continuation.epsilon_guard ? " guarded" : "");
}

}  // namespace

std::vector<StateRule> state_rules(const ExperimentSpec& spec, const RunLength& length) {
  std::vector<StateRule> rules;
  append_plateau(spec.training, length, rules);
  if (length.continuation.begin < length.continuation.end)
    rules.push_back({continuation_text(spec.continuation), length.continuation, false});
  return rules;
}

}  // namespace imprint
