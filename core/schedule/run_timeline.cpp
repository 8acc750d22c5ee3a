// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/run_timeline.h"

#include <algorithm>

#include "core/schedule/recovery.h"
#include "core/schedule/sharing_fields.h"
#include "core/schedule/state_rules.h"
#include "core/schedule/timeline_comparison.h"

namespace imprint {

bool same_conditions(const ExperimentSpec& a, const ExperimentSpec& b) { return conditions_of(a) == conditions_of(b); }

RunTimeline::RunTimeline(const ExperimentSpec& spec, std::int64_t steps_per_epoch)
    : spec_(spec),
      precision_(spec, run_length(spec, steps_per_epoch)),
      rules_(state_rules(spec, precision_.length())),
      rates_(spec.training, precision_.length()),
      conditions_(conditions_of(spec)) {}

bool RunTimeline::may_share(const RunTimeline& other) const {
  return length().steps_per_epoch == other.length().steps_per_epoch && conditions_ == other.conditions_;
}

std::vector<DeficitSpec> RunTimeline::deficits_at(std::int64_t step, bool of_data) const {
  std::vector<DeficitSpec> acting;
  for (std::size_t i = 0; i < length().windows.size(); ++i)
    if (length().windows[i].contains(step) && strikes_bits(spec_.deficits[i]) != of_data)
      acting.push_back(acting_deficit(spec_.deficits[i]));
  return acting;
}

std::vector<std::string> RunTimeline::rules_at(std::int64_t step, TimelineParts parts) const {
  std::vector<std::string> texts;
  for (const StateRule& rule : rules_)
    if (rule.acts.contains(step) && (parts.learning_rate || !rule.is_of_rate)) texts.push_back(rule.text);
  return texts;
}

StepDescription RunTimeline::at(std::int64_t step) const {
  StepDescription description;
  description.learning_rate = rates_.at(step);
  description.precision = precision_.all_at(step);
  description.resets_optimizer = precision_.resets_optimizer_at(step);
  description.data_deficits = deficits_at(step, true);
  description.evaluations = precision_.evaluations_at(step);
  description.recovery = recovery_after(spec_.recovery, length().windows, step);
  description.state_rules = rules_at(step);
  return description;
}

bool RunTimeline::same_step(const RunTimeline& other, std::int64_t step, TimelineParts parts) const {
  StepDescription mine = at(step), others = other.at(step);
  if (!parts.learning_rate) {
    mine.learning_rate = others.learning_rate;
    mine.state_rules = rules_at(step, parts);
    others.state_rules = other.rules_at(step, parts);
  }
  if (!parts.precision_schedule && deficits_at(step, false).empty() && other.deficits_at(step, false).empty()) {
    mine.precision = others.precision;
    mine.resets_optimizer = others.resets_optimizer;
    mine.evaluations = others.evaluations;
  }
  if (mine != others) return false;
  return mine.state_rules.empty() || TimelineComparison(*this, other, parts).first_difference(step) == step;
}

std::int64_t shared_steps(const RunTimeline& a, const RunTimeline& b, TimelineParts parts) {
  if (!a.may_share(b)) return 0;
  const std::int64_t shorter = std::min(a.total_steps(), b.total_steps());
  const std::int64_t shared = TimelineComparison(a, b, parts).first_difference(shorter);
  const bool alike_to_the_end = shared == a.total_steps() && shared == b.total_steps();
  return alike_to_the_end ? shared : std::min(shared, shorter - 1);
}

}  // namespace imprint
