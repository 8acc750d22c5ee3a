// SPDX-License-Identifier: GPL-3.0-or-later
// One sweep on disk:
//
//   sweep.toml    what was asked for, resolved: a file that `imprint sweep` reads
//   plan.json     the leaves and their tree; fixed when the sweep is created
//   progress.json what the pool has done, and its heartbeat; a folder with a status.json would be a run
//   events.jsonl  what the pool did
//   lock          held by the pool
//   runs/<leaf>/  a run directory each (core/store/FORMAT.md), with branches.json where other leaves leave it
//   .trash/       what leaves held that an older version had planned wrongly (core/store/run_trash.h)
//   report.md  report.json  by `imprint sweep report`, and when `imprint sweep run` ends
#pragma once

#include <filesystem>

#include "app/workflow/sweep/sweep_job.h"
#include "app/workflow/sweep/sweep_plan.h"
#include "core/store/run_directory.h"

namespace imprint {

class SweepDirectory {
 public:
  explicit SweepDirectory(std::filesystem::path root) : root_(std::move(root)) {}

  const std::filesystem::path& root() const { return root_; }
  std::filesystem::path spec() const { return root_ / "sweep.toml"; }
  std::filesystem::path plan() const { return root_ / "plan.json"; }
  std::filesystem::path progress_file() const { return root_ / "progress.json"; }
  std::filesystem::path events() const { return root_ / "events.jsonl"; }
  std::filesystem::path lock() const { return root_ / "lock"; }
  std::filesystem::path runs() const { return root_ / "runs"; }
  std::filesystem::path trash() const { return root_ / ".trash"; }
  std::filesystem::path report_text() const { return root_ / "report.md"; }
  std::filesystem::path report_json() const { return root_ / "report.json"; }
  RunDirectory run(const SweepLeaf& leaf) const { return RunDirectory(runs() / leaf.id); }

  /// Whether a sweep was planned here: sweep.toml and plan.json exist (a run has a plan.json, too).
  bool exists() const;
  /// Writes spec and plan. Throws InputError when the folder holds another sweep or other files; the same sweep is left
  /// as it is.
  void create(const SweepSpec& sweep, const SweepPlan& plan) const;

  /// For a plan that was brought up to date: the leaves stay the same, in their order.
  void replace_plan(const SweepPlan& plan) const;

  // Each throws InputError with file and reason when it is missing, damaged or of a newer version.
  SweepSpec read_spec() const;
  SweepPlan read_plan() const;
  SweepProgress read_progress() const;  // as last written by a pool, with what the runs' own status files say
  void write_progress(const SweepProgress& progress, RunState state) const;
  RunState read_state() const;  // "running" without a pool that lives reads as cancelled

 private:
  std::filesystem::path root_;
};

}  // namespace imprint
