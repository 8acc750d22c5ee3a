// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/learning_rate_kind.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/base/error.h"
#include "core/base/text.h"

namespace imprint {
namespace {

double constant(const TrainingSpec& training, const RateTime& /*now*/) { return training.learning_rate; }

double cosine(const TrainingSpec& training, const RateTime& now) {
  const double progress = static_cast<double>(now.time) / static_cast<double>(now.total);
  const double share = (1 + std::cos(std::numbers::pi * progress)) / 2;
  return training.lr_final + (training.learning_rate - training.lr_final) * share;
}

double piecewise(const TrainingSpec& training, const RateTime& now) {
  const auto passed = std::ranges::count_if(training.lr_milestones, [&](double milestone) {
    return static_cast<double>(now.time) >= milestone * static_cast<double>(now.total);
  });
  return training.learning_rate * std::pow(training.lr_factor, static_cast<double>(passed));
}

double exponential(const TrainingSpec& training, const RateTime& now) {
  const std::int64_t epoch = now.time / now.steps_per_epoch;
  return training.learning_rate * std::pow(training.lr_decay, static_cast<double>(epoch));
}

std::int64_t always(const TrainingSpec& /*training*/, const RateTime& /*now*/) { return for_ever; }

std::int64_t one_step(const TrainingSpec& /*training*/, const RateTime& /*now*/) { return 1; }

/// The first step at which a milestone is passed.
std::int64_t to_next_milestone(const TrainingSpec& training, const RateTime& now) {
  const auto time = static_cast<double>(now.time), total = static_cast<double>(now.total);
  double next = total;
  for (const double milestone : training.lr_milestones)
    if (const double place = std::ceil(milestone * total); place > time) next = std::min(next, place);
  return std::max(now.time + 1, static_cast<std::int64_t>(next)) - now.time;
}

std::int64_t to_next_epoch(const TrainingSpec& /*training*/, const RateTime& now) {
  return now.steps_per_epoch - now.time % now.steps_per_epoch;
}

}  // namespace

std::span<const LearningRateKind> learning_rate_kinds() {
  static const std::vector<LearningRateKind> kinds = {
      {{"constant"}, false, constant, always},
      {{"cosine", {"training.lr_final"}}, true, cosine, one_step},
      {{"piecewise", {"training.lr_milestones", "training.lr_factor"}}, true, piecewise, to_next_milestone},
      {{"exponential", {"training.lr_decay"}}, false, exponential, to_next_epoch},
      {{"plateau", {"training.lr_factor", "training.lr_patience"}}, false, constant, always, true},
  };
  return kinds;
}

std::vector<Kind> kinds_of_learning_rates() {
  std::vector<Kind> kinds;
  for (const LearningRateKind& kind : learning_rate_kinds()) kinds.push_back(kind.facts);
  return kinds;
}

const LearningRateKind& learning_rate_kind(std::string_view name) {
  for (const LearningRateKind& kind : learning_rate_kinds())
    if (kind.facts.name == name) return kind;
  throw InputError("training.lr_schedule must be " + join_choices(kind_names("training.lr_schedule")) + ", but is \"" +
                   std::string(name) + "\"");
}

}  // namespace imprint
