// SPDX-License-Identifier: GPL-3.0-or-later
// Run directories as a finished or stopped job leaves them, made without training.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "core/store/run_directory.h"

namespace imprint::test {

/// What the made-up run looks like.
struct StoredLook {
  std::string name = "run";
  std::uint64_t seed = 1;
  std::string model = "resnet20";
  std::string schedule = "CR";
  RunState state = RunState::finished;
  double accuracy = 0.9;              // the last test accuracy
  std::optional<double> damage = {};  // with it the run has a baseline and a comparison
  int deficit_bits = 2;               // 0 = no deficit
  int epochs = 20;                    // 50 steps each
};

ExperimentSpec spec_of(const StoredLook& look);

/// Writes config, status, plan, about ten metric rows an epoch, and with a damage comparison and baseline. Not forced
/// to the disk.
RunDirectory store_run(const std::filesystem::path& directory, const StoredLook& look = {});

/// `count` runs right below `root`: conditions of five seeds each, every one finished and with a damage.
void store_many_runs(const std::filesystem::path& root, int count);

}  // namespace imprint::test
