// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workflow/report/entry_groups.h"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <unordered_map>

namespace imprint {
namespace {

void sort_by_seed(std::span<const RunEntry* const> entries, std::vector<std::size_t>& runs) {
  std::ranges::sort(runs, [&](std::size_t a, std::size_t b) {
    return std::tie(entries[a]->seed, entries[b]->created_unix_seconds, a) <
           std::tie(entries[b]->seed, entries[a]->created_unix_seconds, b);
  });
}

void count_seeds(std::span<const RunEntry* const> entries, EntryGroup& group) {
  for (const std::size_t run : group.runs) {
    const RunEntry& entry = *entries[run];
    if (!entry.problem.empty() || entry.status.state != RunState::finished) continue;
    if (!group.counted.empty() && entries[group.counted.back()]->seed == entry.seed) continue;
    group.counted.push_back(run);
  }
}

}  // namespace

std::vector<EntryGroup> group_entries(std::span<const RunEntry* const> entries) {
  std::vector<EntryGroup> groups;
  std::unordered_map<std::string, std::size_t> places;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const std::string& condition = entries[i]->condition;
    const auto [place, is_new] =
        condition.empty() ? std::pair{places.end(), true} : places.try_emplace(condition, groups.size());
    if (is_new) groups.push_back({condition, {}, {}});
    groups[is_new ? groups.size() - 1 : place->second].runs.push_back(i);
  }
  for (EntryGroup& group : groups) {
    sort_by_seed(entries, group.runs);
    count_seeds(entries, group);
  }
  return groups;
}

std::vector<double> outcomes_of(std::span<const RunEntry* const> entries, const EntryGroup& group,
                                const RunOutcome& outcome) {
  std::vector<double> values;
  for (const std::size_t run : group.counted)
    if (const double value = outcome.of(*entries[run]); std::isfinite(value)) values.push_back(value);
  return values;
}

}  // namespace imprint
