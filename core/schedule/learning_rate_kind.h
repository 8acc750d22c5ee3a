// SPDX-License-Identifier: GPL-3.0-or-later
// The schedules of the learning rate, one row each. To add one: its function and its row in learning_rate_kind.cpp (and
// its formula above learning_rate.h).
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/spec/experiment_spec.h"
#include "core/spec/kinds.h"

namespace imprint {

/// t of T on the clock (learning_rate.h), in steps.
struct RateTime {
  std::int64_t time = 0;
  std::int64_t total = 0;
  std::int64_t steps_per_epoch = 1;
};

struct LearningRateKind {
  Kind facts;               // a choice of training.lr_schedule
  bool reads_total = true;  // whether T is an input of the formula
  double (*rate)(const TrainingSpec& training, const RateTime& now);
  /// For how many steps from `now` on, itself included, the formula surely gives one value.
  std::int64_t (*stays_for)(const TrainingSpec& training, const RateTime& now);
  bool follows_scores = false;  // a factor on it depends on how validation went (core/train/plateau.h)
};

inline constexpr std::int64_t for_ever = std::numeric_limits<std::int64_t>::max();

std::span<const LearningRateKind> learning_rate_kinds();
/// Their facts: the choices of training.lr_schedule.
std::vector<Kind> kinds_of_learning_rates();

/// Throws InputError that names the field.
const LearningRateKind& learning_rate_kind(std::string_view name);

}  // namespace imprint
