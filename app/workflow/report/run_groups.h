// SPDX-License-Identifier: GPL-3.0-or-later
// Stored runs that differ in their seed alone, compared as one condition, and the conditions beside each other.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "app/workflow/report/damage_statistics.h"

namespace imprint {

struct RunGroup {
  std::vector<std::pair<std::string, std::string>> differences;  // field and value, the same fields in every group
  std::vector<ComparedRun> runs;                                 // seeds ascending
  DamageStatistics damage;
};

struct GroupReport {
  std::string metric;
  std::string final_value;
  IntervalKind interval = IntervalKind::student_t;  // of every group
  double level = 0.95;
  std::vector<RunGroup> groups;
  std::vector<std::string> left_out;  // "out/r3: has no comparison yet (running)"
};

/// Groups by every field of the spec but name, seed, threads, the dataset's folder and the baseline's switch. Runs that
/// are unfinished, have no baseline, can't be read, or repeat a seed of their group are left out, and named.
/// Comparisons of an older rule are computed again (stored_comparison.h). Throws InputError when no run remains, or
/// when the remaining ones measure damage by different metrics or final-value rules: those are never mixed.
GroupReport compare_runs(std::span<const std::filesystem::path> directories, const IntervalOptions& options = {});

}  // namespace imprint
