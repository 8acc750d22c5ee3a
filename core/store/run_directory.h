// SPDX-License-Identifier: GPL-3.0-or-later
// One run on disk; the directory is the truth. The layout is written down in FORMAT.md.
#pragma once

#include <filesystem>
#include <utility>
#include <vector>

#include "core/results/run_records.h"
#include "core/spec/experiment_spec.h"

namespace imprint {

/// The paths and small files of one run directory. An arm (the baseline) is a run directory inside its
/// parent.
class RunDirectory {
 public:
  explicit RunDirectory(std::filesystem::path root) : root_(std::move(root)) {}

  const std::filesystem::path& root() const { return root_; }
  std::filesystem::path config() const { return root_ / "config.json"; }
  std::filesystem::path metrics() const { return root_ / "metrics.csv"; }
  std::filesystem::path probes() const { return root_ / "probes.csv"; }
  std::filesystem::path indices() const { return root_ / "indices.json"; }
  std::filesystem::path events() const { return root_ / "events.jsonl"; }
  std::filesystem::path status() const { return root_ / "status.json"; }
  std::filesystem::path environment() const { return root_ / "environment.json"; }
  std::filesystem::path plan() const { return root_ / "plan.json"; }
  std::filesystem::path branches() const { return root_ / "branches.json"; }
  std::filesystem::path comparison() const { return root_ / "comparison.json"; }
  std::filesystem::path notes() const { return root_ / "notes.json"; }
  std::filesystem::path trashed() const { return root_ / "trashed.json"; }
  std::filesystem::path checkpoints() const { return root_ / "checkpoints"; }
  std::filesystem::path lock() const { return root_ / "lock"; }
  std::filesystem::path reserve() const { return root_ / "reserve"; }
  RunDirectory baseline() const { return RunDirectory(root_ / "baseline"); }

  /// Whether a run was ever started here (config.json exists).
  bool exists() const;
  /// Creates the folders and the reserve. Throws InputError when the folder holds other files, or holds a run
  /// already; DiskFullError, JobError.
  void create() const;

  /// 64 KiB on the disk that are given back when it is full, so that the last status can still be written.
  void make_reserve() const;
  void release_reserve() const noexcept;

  // Each file is replaced whole. Reading throws InputError with file and reason when it is missing or
  // damaged.
  void write_config(const ExperimentSpec& spec) const;
  ExperimentSpec read_config() const;
  void write_status(const RunStatus& status) const;
  RunStatus read_status() const;
  void write_plan(const RunPlan& plan) const;
  static std::string plan_text(const RunPlan& plan);  // what write_plan writes
  RunPlan read_plan() const;
  void write_comparison(const ComparisonResult& result) const;
  ComparisonResult read_comparison() const;
  /// The runs that branch off this one; none when there is no such file.
  void write_branches(const std::vector<RunBranch>& branches) const;
  std::vector<RunBranch> read_branches() const;

 private:
  std::filesystem::path root_;
};

}  // namespace imprint
