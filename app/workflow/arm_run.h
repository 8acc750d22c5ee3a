// SPDX-License-Identifier: GPL-3.0-or-later
// One arm of an experiment: a trainer with its run directory, driven step by step. After each step come, when they
// are due and in this order: evaluation, curvature probe, branching off the baseline, checkpoint. A checkpoint thus
// stands for everything up to its step, and resuming repeats nothing and skips nothing.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "analysis/curvature/curvature_probe.h"
#include "app/workflow/metrics_recorder.h"
#include "app/workflow/run_clock.h"
#include "app/workflow/run_job.h"
#include "core/store/checkpoint_search.h"
#include "core/store/probe_file.h"
#include "core/store/run_directory.h"
#include "core/train/trainer.h"

namespace imprint {

/// Another run that starts from this one's state after `step` steps, and where it lives.
struct ArmBranch {
  std::int64_t step = 0;
  RunDirectory directory;
  std::string who;                            // "the baseline starts here"
  std::optional<ExperimentSpec> config = {};  // to be written there; without it the directory has its own
};

/// How one arm differs from the other.
struct ArmOptions {
  std::string name;  // "deficit" or "baseline"
  RunDirectory directory;
  bool with_deficits = true;
  std::string data_hash = {};  // for its checkpoints
  std::string plan = {};       // plan.json, for its checkpoints; empty = it has none of its own
};

/// The spec of an arm alone, as its own directory stores it.
ExperimentSpec spec_of_arm(ExperimentSpec spec, bool with_deficits);

class ArmRun {
 public:
  /// Builds network, data order and precision; touches no file. Throws InputError for what can't be trained.
  ArmRun(ArmOptions options, const ExperimentSpec& spec, const DatasetSplit& split, CurvatureProbe& probe,
         RunClock& clock, RunListener& listener);

  /// Goes on from the newest whole checkpoint of the directory, or starts at step 0 when there is none. What is damaged
  /// is set aside and told of. The branches are checked against the spec: one that is no prefix of this run is left
  /// out.
  void open(std::vector<ArmBranch> branches);

  const std::string& name() const { return options_.name; }
  const RunDirectory& directory() const { return options_.directory; }
  Trainer& trainer() { return trainer_; }
  bool is_finished() const { return opened_ && trainer_.steps_done() >= trainer_.total_steps(); }
  /// Whether everything up to that step is done: those that branch off there can start.
  bool has_reached(std::int64_t step) const { return opened_ && trainer_.steps_done() >= step; }
  const RunProgress& progress() const { return progress_; }
  /// What had to be mended, for the end of the run.
  const std::vector<std::string>& notices() const { return notices_; }
  /// What curvature probes took in this session.
  double probe_seconds() const { return probe_seconds_; }

  /// Trains until `until` steps are done. `on_boundary` is called after each step. Throws CancelledError,
  /// DivergedError, DiskFullError.
  void advance(std::int64_t until, RunControl& control, const std::function<void()>& on_boundary);

  /// Makes what was done so far durable: a checkpoint when the last step is complete, the metrics in any case.
  void save_partial();

 private:
  void restore_or_set_aside(const CheckpointSearch& search);
  void restore(const CheckpointSearch& search);
  void set_damage_aside(const CheckpointSearch& search);
  void start_anew(bool has_damage);
  void notice(const std::string& event, const std::string& text);
  bool can_branch(const ArmBranch& branch);
  CheckpointPosition position(std::int64_t metrics_length) const;
  void record_step(const StepRecord& record);
  void record_layers(std::int64_t step);
  void complete_boundary(const CancellationToken& token);
  void turn_to(const char* activity);
  void evaluate(const CancellationToken& token);
  void probe(const CancellationToken& token);
  bool probes_something() const;
  void branch();
  void branch_off(const ArmBranch& branch, std::int64_t metrics_length);
  void checkpoint();
  void announce_windows();
  void add(const std::string& metric, double value);
  bool is_due(std::int64_t every) const;

  ArmOptions options_;
  std::vector<ArmBranch> branches_;
  std::vector<std::string> notices_;
  ExperimentSpec spec_;
  const DatasetSplit& split_;
  Trainer trainer_;
  CurvatureProbe& probe_;
  RunClock& clock_;
  RunListener& listener_;
  std::int64_t evaluation_every_;
  std::int64_t probe_every_;
  std::int64_t checkpoint_every_;
  std::vector<std::int64_t> departures_;  // of the named layers
  std::unique_ptr<MetricsRecorder> recorder_;
  std::unique_ptr<ProbeWriter> probes_;  // nullptr when nothing is probed
  RunProgress progress_;
  bool opened_ = false;  // the boundary of the starting step is complete
  bool boundary_complete_ = true;
  std::int64_t checkpointed_step_ = -1;
  double probe_seconds_ = 0;
};

}  // namespace imprint
