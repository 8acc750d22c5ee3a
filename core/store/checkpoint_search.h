// SPDX-License-Identifier: GPL-3.0-or-later
// Which checkpoint a run can go on from. Reads only; what is damaged is set aside by whoever goes on.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/store/checkpoint_record.h"
#include "core/store/run_directory.h"

namespace imprint {

/// A checkpoint that cannot be used.
struct LostCheckpoint {
  std::int64_t step = 0;
  std::string problem;              // names the file
  bool is_metrics_problem = false;  // its own files are whole, but metrics.csv is not up to its length
};

struct CheckpointSearch {
  std::optional<CheckpointBytes> found;  // the newest usable one
  std::vector<LostCheckpoint> lost;      // the newer ones, newest first
};

/// The newest checkpoint whose two files are whole and up to whose length metrics.csv is whole. Throws InputError for a
/// checkpoint of another format.
CheckpointSearch newest_whole_checkpoint(const RunDirectory& run);

/// What is wrong with metrics.csv up to the length that the checkpoint remembers; empty when it is whole there.
std::string metrics_problem(const std::filesystem::path& metrics, const CheckpointPosition& position);

/// Renames the file to `<name>.damaged` (or .damaged.2, ...), so that nothing reads it and nothing is lost; returns the
/// new path. Nothing when there is no such file. Throws FileError.
std::filesystem::path set_aside(const std::filesystem::path& file);

/// Both files of a checkpoint.
void set_checkpoint_aside(const std::filesystem::path& folder, std::int64_t step);

}  // namespace imprint
