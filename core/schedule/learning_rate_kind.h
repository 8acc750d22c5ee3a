// SPDX-License-Identifier: GPL-3.0-or-later
// The schedules of the learning rate, one row each. To add one: its function and row in learning_rate_kind.cpp, its
// formula above learning_rate.h, its name in core/spec/known_names.cpp, and the fields that it reads.
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
  std::vector<std::string> fields;  // of [training] that only some schedules read: "lr_final"
  bool reads_total = true;          // whether T is an input of the formula
  double (*rate)(const TrainingSpec& training, const RateTime& now);
  /// For how many steps from `now` on, itself included, the formula surely gives one value.
  std::int64_t (*stays_for)(const TrainingSpec& training, const RateTime& now);
};

inline constexpr std::int64_t for_ever = std::numeric_limits<std::int64_t>::max();

std::span<const LearningRateKind> learning_rate_kinds();

/// Throws InputError that names the field.
const LearningRateKind& learning_rate_kind(std::string_view name);

/// Whether the schedule of that name reads the field of [training]; true for a field that all read.
bool learning_rate_reads(std::string_view name, std::string_view field);

}  // namespace imprint
