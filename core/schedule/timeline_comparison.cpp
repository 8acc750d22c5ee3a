// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/timeline_comparison.h"

#include <algorithm>

#include "core/schedule/recovery.h"

namespace imprint {
namespace {

template <class Same>
std::int64_t first_step_without(StepWindow stretch, const Same& same) {
  std::int64_t step = stretch.begin;
  while (step < stretch.end && same(step)) ++step;
  return step;
}

}  // namespace

std::vector<std::int64_t> TimelineComparison::bounds(std::int64_t end) const {
  std::vector<std::int64_t> bounds = {0, end};
  const auto add = [&](const StepWindow& window) {
    for (const std::int64_t bound : {window.begin, window.end - 1, window.end})  // recovery belongs to the last step
      if (bound > 0 && bound < end) bounds.push_back(bound);
  };
  for (const RunTimeline* run : {&a_, &b_}) {
    for (const StepWindow& window : run->length().windows) add(window);
    for (const StateRule& rule : run->rules_) add(rule.acts);
  }
  std::ranges::sort(bounds);
  bounds.erase(std::unique(bounds.begin(), bounds.end()), bounds.end());
  return bounds;
}

bool TimelineComparison::same_data_and_rules(std::int64_t step) const {
  return a_.rules_at(step, parts_) == b_.rules_at(step, parts_) &&
         a_.deficits_at(step, true) == b_.deficits_at(step, true) &&
         recovery_after(a_.spec_.recovery, a_.length().windows, step) ==
             recovery_after(b_.spec_.recovery, b_.length().windows, step);
}

std::int64_t TimelineComparison::first_other_rate(StepWindow stretch) const {
  if (!parts_.learning_rate || a_.rates_.goes_on_like(b_.rates_, stretch.begin)) return stretch.end;
  for (std::int64_t step = stretch.begin; step < stretch.end;) {
    if (a_.rates_.at(step) != b_.rates_.at(step)) return step;
    step += std::min({a_.rates_.stays_for(step), b_.rates_.stays_for(step), stretch.end - step});
  }
  return stretch.end;
}

/// Whether the bits that deficits leave alone come from one formula with one input.
bool TimelineComparison::same_schedules() const {
  const bool same_total = a_.total_steps() == b_.total_steps() || a_.spec_.precision.schedule == "static";
  return a_.spec_.precision == b_.spec_.precision && same_total;
}

bool TimelineComparison::same_precision(std::int64_t step) const {
  return a_.precision_.all_at(step) == b_.precision_.all_at(step) &&
         a_.precision_.resets_optimizer_at(step) == b_.precision_.resets_optimizer_at(step) &&
         a_.precision_.evaluations_at(step) == b_.precision_.evaluations_at(step);
}

std::int64_t TimelineComparison::first_other_precision(StepWindow stretch) const {
  const auto mine = a_.deficits_at(stretch.begin, false), others = b_.deficits_at(stretch.begin, false);
  if (!parts_.precision_schedule && mine.empty() && others.empty()) return stretch.end;
  if (mine == others && same_schedules()) return stretch.end;
  return first_step_without(stretch, [&](std::int64_t step) { return same_precision(step); });
}

std::int64_t TimelineComparison::first_difference(std::int64_t end) const {
  const std::vector<std::int64_t> places = bounds(end);
  for (std::size_t i = 0; i + 1 < places.size(); ++i) {
    const StepWindow stretch{places[i], places[i + 1]};
    if (!same_data_and_rules(stretch.begin)) return stretch.begin;
    const std::int64_t first = std::min(first_other_rate(stretch), first_other_precision(stretch));
    if (first < stretch.end) return first;
  }
  return end;
}

}  // namespace imprint
