// SPDX-License-Identifier: GPL-3.0-or-later
// An experiment in progress: its arms, trained in turns so that their curves grow side by side, and its status file.
// The turns change nothing in the results: an arm depends on its own steps alone.
#pragma once

#include <chrono>
#include <memory>
#include <optional>

#include "app/workflow/arm_run.h"
#include "app/workflow/experiment_setup.h"
#include "app/workflow/progress_tracker.h"
#include "app/workflow/run_job.h"
#include "core/base/now_and_then.h"

namespace imprint {

class ExperimentRun {
 public:
  /// Builds the arm with the deficits; touches no file. Throws InputError for what can't be trained.
  ExperimentRun(ExperimentSetup setup, RunDirectory directory, RunControl& control, RunListener& listener);
  ~ExperimentRun();

  /// Opens the arms where they stand, mends what is damaged, and says that the run is running.
  void open();
  /// Trains all arms to their end. Throws CancelledError, DivergedError, DiskFullError.
  void train();
  /// After an interruption: keeps what was done so far.
  void save_partial();
  /// Finals, and with a baseline the comparison, from the stored metrics.
  void summarise(RunSummary& summary) const;

  /// What had to be mended.
  std::vector<std::string> notices() const;
  const ExperimentSpec& spec() const { return setup_.spec; }
  const RunPlan& plan() const { return setup_.plan; }
  const std::string& data_hash() const { return setup_.split.content_hash; }
  std::int64_t steps_done() const { return deficit_->trainer().steps_done(); }
  double wall_seconds() const { return clock_.seconds(); }

 private:
  ArmOptions arm_options(const std::string& name, bool with_deficits) const;
  std::vector<ArmBranch> branches();
  void restore_baseline_folder();
  void open_baseline_when_ready();
  ArmRun* next_arm();
  void after_step(ArmRun& arm);
  void heartbeat();
  std::int64_t steps_done_in_all() const;
  std::int64_t steps_in_all() const;

  ExperimentSetup setup_;
  RunDirectory directory_;
  RunControl& control_;
  RunListener& listener_;
  RunClock clock_;
  Probes probes_;
  std::int64_t branch_step_ = -1;
  bool baseline_is_alone_ = false;  // the arms share nothing, not even what is measured before the first step
  std::int64_t baseline_total_ = 0;
  std::int64_t baseline_start_ = 0;  // where the baseline's own steps begin: the branch, or 0 when it was lost
  std::vector<std::string> notices_;
  std::unique_ptr<ArmRun> deficit_;
  std::unique_ptr<ArmRun> baseline_;
  std::unique_ptr<ProgressTracker> progress_;
  NowAndThen beating_{std::chrono::seconds(2)};
};

}  // namespace imprint
