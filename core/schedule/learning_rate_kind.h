// SPDX-License-Identifier: GPL-3.0-or-later
// The schedules of the learning rate, one row each. To add one: its function and row in learning_rate_kind.cpp, its
// formula above learning_rate.h, and in core/spec/kinds.cpp its name with the fields that it reads.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/spec/experiment_spec.h"

namespace imprint {

/// t of T on the clock (learning_rate.h), in steps.
struct RateTime {
  std::int64_t time = 0;
  std::int64_t total = 0;
  std::int64_t steps_per_epoch = 1;
};

struct LearningRateKind {
  std::string name;
  bool reads_total = true;  // whether T is an input of the formula
  double (*rate)(const TrainingSpec& training, const RateTime& now);
  /// For how many steps from `now` on, itself included, the formula surely gives one value.
  std::int64_t (*stays_for)(const TrainingSpec& training, const RateTime& now);
};

inline constexpr std::int64_t for_ever = std::numeric_limits<std::int64_t>::max();

std::span<const LearningRateKind> learning_rate_kinds();

/// Throws InputError that names the field.
const LearningRateKind& learning_rate_kind(std::string_view name);

}  // namespace imprint
