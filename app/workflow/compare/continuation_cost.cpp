// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workflow/compare/continuation_cost.h"

#include <algorithm>

#include "core/base/fixed_text.h"
#include "core/store/footprint_file.h"

namespace imprint {
namespace {

std::optional<Footprint> footprint_of(const std::filesystem::path& arm, const std::string& format) {
  const std::vector<Footprint> all = read_footprints(arm);
  const auto found = std::ranges::find(all, format, &Footprint::format);
  return found == all.end() || found->steps == 0 ? std::nullopt : std::optional(*found);
}

std::string megabytes(std::int64_t bytes) { return fixed_text(static_cast<double>(bytes) / 1e6, 2); }

}  // namespace

std::optional<ContinuationCost> continuation_cost(const std::filesystem::path& in_full,
                                                  const std::filesystem::path& in_half, const std::string& format) {
  const auto full = footprint_of(in_full, "fp32"), half = footprint_of(in_half, format);
  if (!full || !half || full->seconds <= 0 || full->bytes() == 0) return std::nullopt;
  return ContinuationCost{*full, *half};
}

std::string continuation_cost_words(const ContinuationCost& cost) {
  const Footprint& half = cost.half;
  return half.format + " took " + fixed_text(1e3 * ContinuationCost::seconds_a_step(half), 1) + " ms a step, " +
         fixed_text(cost.time_ratio(), 2) + " times as long as fp32, and " + megabytes(half.bytes()) + " MB, " +
         fixed_text(cost.memory_ratio(), 2) + " times as much (weights " + megabytes(half.weight_bytes) +
         ", gradients " + megabytes(half.gradient_bytes) + ", optimizer " + megabytes(half.optimizer_bytes) +
         ", features " + megabytes(half.feature_bytes) + ").";
}

}  // namespace imprint
