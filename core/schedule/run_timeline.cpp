// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/run_timeline.h"

#include <algorithm>
#include <tuple>

namespace imprint {
namespace {

/// The spec with everything at its default that changes from step to step or that no step depends on.
ExperimentSpec conditions_of(ExperimentSpec spec) {
  const ExperimentSpec plain;
  const TrainingSpec training = spec.training;
  spec.name = plain.name;
  spec.deficits.clear();
  spec.comparison = plain.comparison;
  spec.checkpoint = plain.checkpoint;
  spec.range_test = plain.range_test;
  spec.training = plain.training;
  spec.training.batch_size = training.batch_size;
  spec.training.optimizer = training.optimizer;
  spec.training.momentum = training.momentum;
  spec.training.weight_decay = training.weight_decay;
  const int target_bits = spec.precision.max_bits;
  const bool bias_correction = spec.precision.range_bias_correction;
  spec.precision = plain.precision;
  spec.precision.range_bias_correction = bias_correction;
  if (spec.evaluation.precision == "target") spec.precision.max_bits = target_bits;  // evaluations depend on it
  return spec;
}

bool same_rate_law(const TrainingSpec& a, const TrainingSpec& b, bool same_total) {
  const auto law = [](const TrainingSpec& spec) {
    return std::tie(spec.lr_schedule, spec.learning_rate, spec.lr_final, spec.lr_milestones, spec.lr_factor, spec.lr_decay);
  };
  const auto follows_steps = [](const TrainingSpec& spec) { return spec.lr_clock == "running" && !spec.lr_restart; };
  const bool knows_total = a.lr_schedule == "cosine" || a.lr_schedule == "piecewise";
  return law(a) == law(b) && follows_steps(a) && follows_steps(b) && (same_total || !knows_total);
}

/// Step 0 and every step before `end` at which a window of either run begins or ends, ascending.
std::vector<std::int64_t> window_bounds(const RunTimeline& a, const RunTimeline& b, std::int64_t end) {
  std::vector<std::int64_t> bounds = {0};
  for (const RunTimeline* run : {&a, &b})
    for (const StepWindow& window : run->length().windows)
      for (const std::int64_t bound : {window.begin, window.end})
        if (bound < end) bounds.push_back(bound);
  std::ranges::sort(bounds);
  return bounds;
}

}  // namespace

bool same_conditions(const ExperimentSpec& a, const ExperimentSpec& b) { return conditions_of(a) == conditions_of(b); }

RunTimeline::RunTimeline(const ExperimentSpec& spec, std::int64_t steps_per_epoch)
    : spec_(spec), precision_(spec, run_length(spec, steps_per_epoch)), rates_(spec.training, precision_.length()) {}

std::vector<std::string> RunTimeline::data_deficits_at(std::int64_t step) const {
  std::vector<std::string> kinds;
  for (std::size_t i = 0; i < length().windows.size(); ++i)
    if (spec_.deficits[i].kind != "precision" && length().windows[i].contains(step))
      kinds.push_back(spec_.deficits[i].kind);
  return kinds;
}

bool RunTimeline::in_precision_deficit(std::int64_t step) const {
  for (std::size_t i = 0; i < length().windows.size(); ++i)
    if (spec_.deficits[i].kind == "precision" && length().windows[i].contains(step)) return true;
  return false;
}

bool RunTimeline::same_step(const RunTimeline& other, std::int64_t step, TimelineParts parts) const {
  if (data_deficits_at(step) != other.data_deficits_at(step)) return false;
  if (parts.learning_rate && rates_.at(step) != other.rates_.at(step)) return false;
  if (!parts.precision_schedule && !in_precision_deficit(step) && !other.in_precision_deficit(step)) return true;
  if (precision_.at(step) != other.precision_.at(step)) return false;
  // Layers that either names; a layer that neither names has the network's bits.
  const auto same_layer = [&](const std::string& layer) {
    return precision_.at(step, layer) == other.precision_.at(step, layer);
  };
  return std::ranges::all_of(precision_.named_layers(), same_layer) &&
         std::ranges::all_of(other.precision_.named_layers(), same_layer);
}

bool RunTimeline::same_laws(const RunTimeline& other, TimelineParts parts) const {
  const bool same_total = total_steps() == other.total_steps();
  return (!parts.learning_rate || same_rate_law(spec_.training, other.spec_.training, same_total)) &&
         (!parts.precision_schedule ||
          (spec_.precision == other.spec_.precision && (same_total || spec_.precision.schedule == "static")));
}

std::int64_t shared_steps(const RunTimeline& a, const RunTimeline& b, TimelineParts parts) {
  const std::int64_t shorter = std::min(a.total_steps(), b.total_steps());
  const auto first_difference = [&] {
    if (a.same_laws(b, parts)) {
      for (const std::int64_t step : window_bounds(a, b, shorter))
        if (!a.same_step(b, step, parts)) return step;
      return shorter;
    }
    for (std::int64_t step = 0; step < shorter; ++step)
      if (!a.same_step(b, step, parts)) return step;
    return shorter;
  };
  const std::int64_t shared = first_difference();
  const bool alike_to_the_end = shared == a.total_steps() && shared == b.total_steps();
  return alike_to_the_end ? shared : std::min(shared, shorter - 1);
}

}  // namespace imprint
