// SPDX-License-Identifier: GPL-3.0-or-later
// The stored runs below a folder, read quickly: only status, config and the end of the metrics are opened.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/results/final_values.h"
#include "core/results/run_records.h"
#include "core/spec/experiment_spec.h"

namespace imprint {

/// What a list of runs shows of one run.
struct RunListing {
  std::filesystem::path directory;
  std::string name;
  std::string dataset;
  std::string model;
  std::string schedule;
  std::uint64_t seed = 0;
  RunStatus status;
  bool stale = false;  // says running or paused, but nobody holds its lock
  bool has_baseline = false;
  double created_unix_seconds = 0;  // when config.json was written
  FinalValues finals;               // the last recorded ones of the main arm; of a listing alone the test accuracy
  std::string problem;              // why the directory can't be read; the other fields may then be empty
};

/// Runs in the trash of a root lie in ROOT/.trash and are not listed.
inline constexpr char trash_folder_name[] = ".trash";

/// Every run directory at `root` and below (at most three levels down), newest first. Unreadable ones are
/// listed with their problem, never dropped. Runs inside a run (its baseline) are not listed. Empty when
/// there is no `root`.
std::vector<RunListing> list_runs(const std::filesystem::path& root);

/// Their directories alone, in no order: quick, since no file is opened.
std::vector<std::filesystem::path> find_runs(const std::filesystem::path& root);

/// Says of itself that it runs or is paused: stale when nobody holds its lock.
bool is_active(const RunStatus& status);

/// One of them. With `spec`, also the whole spec, when it can be read.
RunListing list_run(const std::filesystem::path& directory, std::optional<ExperimentSpec>* spec = nullptr);

/// Where runs are kept when the user names no folder: $IMPRINT_RUNS, else $XDG_DATA_HOME/imprint/runs, else
/// ~/.local/share/imprint/runs.
std::filesystem::path default_runs_root();

}  // namespace imprint
