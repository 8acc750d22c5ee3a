// SPDX-License-Identifier: GPL-3.0-or-later
// What continuing in 16 bits takes of time and memory, beside continuing in 32.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "core/results/footprint.h"

namespace imprint {

struct ContinuationCost {
  Footprint full, half;

  double time_ratio() const { return seconds_a_step(half) / seconds_a_step(full); }
  double memory_ratio() const { return static_cast<double>(half.bytes()) / static_cast<double>(full.bytes()); }
  static double seconds_a_step(const Footprint& footprint) {
    return footprint.seconds / static_cast<double>(footprint.steps);
  }
};

/// Of the two arms' folders; nothing where one has no footprint of its format yet. Throws InputError as
/// read_footprints.
std::optional<ContinuationCost> continuation_cost(const std::filesystem::path& in_full,
                                                  const std::filesystem::path& in_half, const std::string& format);

/// "bf16 took 13.6 ms a step, 1.17 times as long as fp32, and 6.6 MB, 0.50 times as much (weights 0.07, ...)."
std::string continuation_cost_words(const ContinuationCost& cost);

}  // namespace imprint
