// SPDX-License-Identifier: GPL-3.0-or-later
// Sweeps that an older version has planned: which of their results can't be trusted, because they took over steps that
// today's rule does not let them share, and how they are computed again.
#pragma once

#include <string>
#include <vector>

#include "app/workflow/sweep/sweep_directory.h"
#include "app/workflow/sweep/sweep_plan.h"

namespace imprint {

struct OutdatedLeaf {
  int leaf = -1;
  std::string why;  // "took over 64 steps of baseline_seed=1, of which 12 are the same"
};

/// In the order of the plan; none for a plan of this version. A leaf that continues an outdated one is outdated, too.
std::vector<OutdatedLeaf> outdated_leaves(const SweepPlan& plan);

/// The plan as of this version: every outdated leaf by itself from its first step on, unless it is the same as another
/// that is computed again.
SweepPlan with_leaves_by_themselves(SweepPlan plan, const std::vector<OutdatedLeaf>& outdated);

/// "planned by an older version ..., the results of 2 of 9 runs must be computed again: `imprint sweep run --out DIR`
/// does so, ...", and a line for each of them. Empty when there are none.
std::string outdated_text(const SweepPlan& plan, const std::vector<OutdatedLeaf>& outdated,
                          const SweepDirectory& directory);

/// Brings a stored sweep to this version, so that running it computes what is outdated again: the folders of those
/// leaves move to SWEEP/.trash/, comparisons with them are deleted, and the plan is replaced, last. What was
/// interrupted is done by the next call. Returns outdated_text, empty when the plan was of this version or nothing is
/// concerned. Precondition: the sweep's lock is held. Throws InputError when one of them is in use, JobError,
/// DiskFullError.
std::string bring_up_to_date(const SweepDirectory& directory);

}  // namespace imprint
