// SPDX-License-Identifier: GPL-3.0-or-later
// Indexed runs by condition (everything but the seed), with means over the seeds; no directory is read.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/store/run_outcome.h"

namespace imprint {

/// Runs of one condition, as positions in what was grouped.
struct EntryGroup {
  std::string condition;
  std::vector<std::size_t> runs;     // seeds ascending, the newest first within a seed
  std::vector<std::size_t> counted;  // of each seed the newest run that has finished: repetitions would count double
};

/// In the order of their first runs. A run that can't be read is a group of its own and never counted.
std::vector<EntryGroup> group_entries(std::span<const RunEntry* const> entries);

/// The finite outcomes of the counted runs.
std::vector<double> outcomes_of(std::span<const RunEntry* const> entries, const EntryGroup& group,
                                const RunOutcome& outcome);

}  // namespace imprint
