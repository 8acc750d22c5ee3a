// SPDX-License-Identifier: GPL-3.0-or-later
// One arm of an experiment: its training, opened where its run directory stands, with those who record and keep it.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "analysis/probes/probes.h"
#include "app/workflow/arm_keeper.h"
#include "app/workflow/arm_recorder.h"
#include "app/workflow/metrics_recorder.h"
#include "app/workflow/run_clock.h"
#include "app/workflow/run_job.h"
#include "core/store/checkpoint_search.h"
#include "core/store/probe_file.h"
#include "core/store/run_directory.h"
#include "core/train/training_loop.h"

namespace imprint {

/// How one arm differs from the other.
struct ArmOptions {
  std::string name;  // "deficit" or "baseline"
  RunDirectory directory;
  bool with_deficits = true;
  CheckpointOrigin origin = {};
};

/// The spec of an arm alone, as its own directory stores it.
ExperimentSpec spec_of_arm(ExperimentSpec spec, bool with_deficits);

class ArmRun {
 public:
  /// Builds network, data order and precision; touches no file. Throws InputError for what can't be trained.
  ArmRun(ArmOptions options, const ExperimentSpec& spec, const DatasetSplit& split, const Probes& probes,
         RunClock& clock, RunListener& listener);

  /// Goes on from the newest whole checkpoint of the directory, or starts at step 0 when there is none. What is damaged
  /// is set aside and told of. The branches are checked against the spec: one that is no prefix of this run is left
  /// out.
  void open(std::vector<ArmBranch> branches);

  const std::string& name() const { return options_.name; }
  const RunDirectory& directory() const { return options_.directory; }
  Trainer& trainer() { return loop_.trainer(); }
  bool is_finished() const { return loop_.is_finished(); }
  /// Whether everything up to that step is done: those that branch off there can start.
  bool has_reached(std::int64_t step) const { return loop_.has_reached(step); }
  const RunProgress& progress() const { return recorder_.progress(); }
  /// What had to be mended, for the end of the run.
  const std::vector<std::string>& notices() const { return notices_; }
  /// What curvature probes took in this session.
  double probe_seconds() const { return recorder_.probe_seconds(); }

  /// Trains until `until` steps are done. `on_boundary` is called after each step. Throws CancelledError,
  /// DivergedError, DiskFullError.
  void advance(std::int64_t until, RunControl& control, const std::function<void()>& on_boundary);

  /// Makes what was done so far durable: a checkpoint when the last step is complete, the metrics in any case.
  void save_partial();

 private:
  void restore_or_set_aside(const CheckpointSearch& search);
  void restore(const CheckpointSearch& search);
  void set_damage_aside(const CheckpointSearch& search);
  void write_last_results();
  void start_anew(bool has_damage);
  void open_probes();
  void notice(const std::string& event, const std::string& text);
  bool can_branch(const ArmBranch& branch);

  ArmOptions options_;
  ExperimentSpec spec_;
  const DatasetSplit& split_;
  const Probes& probes_;
  RunClock& clock_;
  RunListener& listener_;
  TrainingLoop loop_;
  ArmRecorder recorder_;
  ArmKeeper keeper_;
  std::unique_ptr<MetricsRecorder> rows_;
  std::unique_ptr<ProbeWriter> probe_rows_;  // nullptr when nothing is probed
  std::vector<std::string> notices_;
};

}  // namespace imprint
