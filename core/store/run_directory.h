// SPDX-License-Identifier: GPL-3.0-or-later
// One run on disk; the directory is the truth. The layout is written down in FORMAT.md.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/records/experiment_spec.h"
#include "core/records/metric_row.h"
#include "core/records/run_records.h"

namespace imprint {

/// The paths and small files of one run directory. An arm (the baseline) is a run directory inside its parent.
class RunDirectory {
 public:
  explicit RunDirectory(std::filesystem::path root) : root_(std::move(root)) {}

  const std::filesystem::path& root() const { return root_; }
  std::filesystem::path config() const { return root_ / "config.json"; }
  std::filesystem::path metrics() const { return root_ / "metrics.csv"; }
  std::filesystem::path events() const { return root_ / "events.jsonl"; }
  std::filesystem::path status() const { return root_ / "status.json"; }
  std::filesystem::path environment() const { return root_ / "environment.json"; }
  std::filesystem::path plan() const { return root_ / "plan.json"; }
  std::filesystem::path comparison() const { return root_ / "comparison.json"; }
  std::filesystem::path checkpoints() const { return root_ / "checkpoints"; }
  std::filesystem::path lock() const { return root_ / "lock"; }
  RunDirectory baseline() const { return RunDirectory(root_ / "baseline"); }

  /// Whether a run was ever started here (config.json exists).
  bool exists() const;
  /// Creates the folders. Throws InputError when the folder holds other files, or holds a run already.
  void create() const;

  void write_config(const ExperimentSpec& spec) const;
  ExperimentSpec read_config() const;
  void write_status(const RunStatus& status) const;
  RunStatus read_status() const;
  void write_plan(const RunPlan& plan) const;
  RunPlan read_plan() const;
  void write_comparison(const ComparisonResult& result) const;
  /// Throws InputError when there is none.
  ComparisonResult read_comparison() const;

 private:
  std::filesystem::path root_;
};

/// What a list of runs shows of one run.
struct RunListing {
  std::filesystem::path directory;
  std::string name;
  std::string dataset;
  std::string model;
  std::string schedule;
  std::uint64_t seed = 0;
  RunStatus status;
  bool stale = false;           // says running, but nobody holds its lock
  bool has_baseline = false;
  double created_unix_seconds = 0;
  double final_test_accuracy = 0;  // last recorded; NaN when none
  std::string problem;          // why the directory can't be read; the other fields may then be empty
};

/// Every run directory below `root` (at most two levels down), newest first. Unreadable ones are listed with their
/// problem, never dropped.
std::vector<RunListing> list_runs(const std::filesystem::path& root);

/// Where runs are kept when the user names no folder: $IMPRINT_RUNS, else $XDG_DATA_HOME/imprint/runs, else
/// ~/.local/share/imprint/runs.
std::filesystem::path default_runs_root();

}  // namespace imprint
