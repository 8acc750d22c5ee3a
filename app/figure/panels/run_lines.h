// SPDX-License-Identifier: GPL-3.0-or-later
// Runs that differ in their seed alone become one line; its name says what sets it apart from the others.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "app/figure/panels/figure_sources.h"

namespace imprint {

struct RunLine {
  std::string label = {};  // "early 2 bits", "baseline", without N
  bool is_baseline = false;
  std::vector<const FigureRun*> runs = {};  // seeds ascending, each seed once
};

/// In the order of their first runs, baselines before the others. Not `group`: every run by itself. A seed that is
/// there twice counts once; `notes` gets a sentence when it is not a baseline's.
std::vector<RunLine> run_lines(std::span<const FigureRun* const> runs, bool group, std::vector<std::string>& notes);

/// How a field and its value read in a legend: "onset 4", "2 bits", "blur", "CR"; empty for what another field says.
std::string field_words(const std::string& key, const std::string& value);

/// "2 bits", "blur", "2 bits and blur": the run's deficits; empty without one.
std::string deficit_words(const ExperimentSpec& spec);

/// "early", "middle" or "late": by the middle of the first window; empty without windows.
std::string deficit_time_words(const RunPlan& plan);

/// "early 2 bits (N = 5)".
std::string with_count(const std::string& label, std::size_t count);

}  // namespace imprint
