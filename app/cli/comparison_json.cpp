// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/comparison_json.h"

#include <cmath>

#include "app/workflow/compare/comparison_words.h"

namespace imprint::cli {
namespace {

using Json = nlohmann::ordered_json;

Json number(double value) { return std::isfinite(value) ? Json(value) : Json(); }

Json number(const std::optional<double>& value) { return value ? number(*value) : Json(); }

Json pairs_json(const std::optional<DiscordantPairs>& pairs) {
  if (!pairs) return nullptr;
  return {{"images", pairs->samples}, {"only_baseline", pairs->only_baseline}, {"only_deficit", pairs->only_deficit}};
}

Json interval_json(const std::optional<ConfidenceInterval>& interval) {
  if (!interval) return nullptr;
  return {{"low", interval->low},
          {"high", interval->high},
          {"level", interval->level},
          {"kind", to_string(interval->kind)}};
}

Json footprint_json(const Footprint& footprint) {
  return {{"steps", footprint.steps},
          {"seconds", footprint.seconds},
          {"weight_bytes", footprint.weight_bytes},
          {"gradient_bytes", footprint.gradient_bytes},
          {"optimizer_bytes", footprint.optimizer_bytes},
          {"feature_bytes", footprint.feature_bytes}};
}

}  // namespace

Json comparison_json(const std::optional<ComparisonResult>& comparison) {
  if (!comparison) return nullptr;
  return {{"metric", comparison->metric},
          {"final_value", comparison->final_value},
          {"baseline_final", number(comparison->baseline_final)},
          {"deficit_final", number(comparison->deficit_final)},
          {"damage", number(comparison->damage)},
          {"gap_at_deficit_end", number(comparison->gap_at_deficit_end)},
          {"recovery", number(comparison->recovery)},
          {"evaluations_used", comparison->evaluations_used},
          {"no_clean_step", comparison->no_clean_step},
          {"discordant", pairs_json(comparison->discordant)},
          {"test_set_interval", interval_json(test_set_interval(*comparison))}};
}

nlohmann::ordered_json continuation_json(const std::optional<ContinuationCost>& continuation) {
  if (!continuation) return nullptr;
  return {{"fp32", footprint_json(continuation->full)},
          {continuation->half.format, footprint_json(continuation->half)},
          {"time_ratio", number(continuation->time_ratio())},
          {"memory_ratio", number(continuation->memory_ratio())}};
}

}  // namespace imprint::cli
