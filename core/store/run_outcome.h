// SPDX-License-Identifier: GPL-3.0-or-later
// What stored runs are judged by: the last values of the headline metrics (metric_info.h), and what the comparison with
// the baseline has found. Lists, filters, columns and groups walk this table.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/store/run_entry.h"

namespace imprint {

/// How an outcome's numbers are written.
enum class OutcomeKind { score, difference, share, magnitude };

struct RunOutcome {
  std::string word;  // in filters: "accuracy"
  std::string help;  // "the last test accuracy"
  OutcomeKind kind = OutcomeKind::magnitude;
  std::function<double(const RunEntry&)> of;  // NaN when the run has none
};

/// Scores (those that rise first), damage, recovery, then everything else that is measured.
const std::vector<RunOutcome>& run_outcomes();

}  // namespace imprint
