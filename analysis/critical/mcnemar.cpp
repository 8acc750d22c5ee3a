// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/critical/mcnemar.h"

#include <algorithm>
#include <cmath>

#include "analysis/critical/normal_distribution.h"
#include "core/base/error.h"
#include "core/base/text.h"

namespace imprint {
namespace {

void check(const DiscordantPairs& pairs, double level) {
  if (!(level > 0 && level < 1))
    throw InputError("interval level: must be above 0 and below 1, found " + plain_text(level));
  const bool possible = pairs.samples > 0 && pairs.only_baseline >= 0 && pairs.only_deficit >= 0 &&
                        pairs.only_baseline <= pairs.samples &&
                        pairs.only_deficit <= pairs.samples - pairs.only_baseline;
  if (!possible)
    throw InputError("discordant images: " + std::to_string(pairs.only_baseline) + " and " +
                     std::to_string(pairs.only_deficit) + " of " + std::to_string(pairs.samples) + " can't be");
}

}  // namespace

std::optional<DiscordantPairs> discordant_pairs(const std::vector<bool>& baseline_correct,
                                                const std::vector<bool>& deficit_correct) {
  if (baseline_correct.empty() || baseline_correct.size() != deficit_correct.size()) return std::nullopt;
  DiscordantPairs pairs;
  pairs.samples = std::ssize(baseline_correct);
  for (std::size_t i = 0; i < baseline_correct.size(); ++i) {
    pairs.only_baseline += baseline_correct[i] && !deficit_correct[i] ? 1 : 0;
    pairs.only_deficit += !baseline_correct[i] && deficit_correct[i] ? 1 : 0;
  }
  return pairs;
}

double accuracy_difference(const DiscordantPairs& pairs) {
  return static_cast<double>(pairs.only_baseline - pairs.only_deficit) / static_cast<double>(pairs.samples);
}

ConfidenceInterval accuracy_difference_interval(const DiscordantPairs& pairs, double level) {
  check(pairs, level);
  const double n = static_cast<double>(pairs.samples) + 2;
  const double difference = static_cast<double>(pairs.only_baseline - pairs.only_deficit);
  const double discordant = static_cast<double>(pairs.only_baseline + pairs.only_deficit) + 1;
  const double half = normal_quantile((1 + level) / 2) * std::sqrt(discordant - difference * difference / n) / n;
  return {std::max(difference / n - half, -1.0), std::min(difference / n + half, 1.0), level,
          IntervalKind::agresti_min};
}

}  // namespace imprint
