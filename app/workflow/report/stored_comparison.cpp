// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workflow/report/stored_comparison.h"

#include <algorithm>

#include "app/workflow/compare/stored_arms.h"
#include "app/workflow/sweep/sweep_directory.h"
#include "core/base/error.h"
#include "core/schedule/deficit_window.h"
#include "core/store/metrics_file.h"
#include "core/store/run_directory.h"

namespace imprint {
namespace {

namespace fs = std::filesystem;

ComparisonResult compare(const RunDirectory& baseline, const RunDirectory& run, const ComparisonSpec& rule,
                         std::int64_t deficit_end) {
  const auto without = read_metrics(baseline.metrics()), with = read_metrics(run.metrics());
  return compare_stored({baseline.root(), without}, {run.root(), with}, rule, deficit_end);
}

void require_finished(const RunDirectory& run) {
  if (const RunState state = run.read_status().state; state != RunState::finished)
    throw InputError(run.root().string() + " is " + to_string(state) + ": only finished runs are compared");
}

const SweepLeaf& computed(const SweepPlan& plan, const SweepLeaf& leaf) {
  return leaf.same_as >= 0 ? plan.leaves[static_cast<std::size_t>(leaf.same_as)] : leaf;
}

/// A leaf of the sweep that holds it: SWEEP/runs/LEAF.
ComparisonResult compare_leaf(const RunDirectory& run) {
  const fs::path whole = fs::absolute(run.root()).lexically_normal();
  const SweepDirectory sweep(whole.parent_path().parent_path());
  if (!sweep.exists()) throw InputError(run.root().string() + " has neither a baseline nor a sweep that it is part of");
  const SweepPlan plan = sweep.read_plan();
  const auto leaf = std::ranges::find(plan.leaves, whole.filename().string(), &SweepLeaf::id);
  if (leaf == plan.leaves.end() || leaf->baseline < 0)
    throw InputError(run.root().string() + " has no baseline in its sweep " + sweep.root().string());
  const RunDirectory baseline = sweep.run(computed(plan, plan.leaves[static_cast<std::size_t>(leaf->baseline)]));
  require_finished(baseline);
  return compare(baseline, sweep.run(computed(plan, *leaf)), sweep.read_spec().base.comparison,
                 compared_from(leaf->windows, leaf->continuation));
}

}  // namespace

ComparisonResult compute_comparison(const fs::path& directory) {
  const RunDirectory run(directory.filename().empty() ? directory.parent_path() : directory);
  require_finished(run);
  if (!run.baseline().exists()) return compare_leaf(run);
  const RunPlan plan = run.read_plan();
  return compare(run.baseline(), run, run.read_config().comparison,
                 compared_from(plan.deficit_windows, plan.continuation));
}

std::optional<ComparisonResult> stored_comparison(const fs::path& directory) {
  const RunDirectory run(directory);
  std::error_code error;
  if (!fs::exists(run.comparison(), error)) return std::nullopt;
  const ComparisonResult stored = run.read_comparison();
  if (stored.evaluations_used > 0) return stored;
  try {
    return compute_comparison(directory);
  } catch (const InputError& problem) {
    throw InputError(run.comparison().string() +
                     ": an older version wrote it, by a rule that took evaluations of the "
                     "deficit itself, and it can't be computed again: " +
                     problem.what());
  }
}

}  // namespace imprint
