// SPDX-License-Identifier: GPL-3.0-or-later
// What is kept of an arm: its checkpoints, and the state that other runs start from.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/workflow/metrics_recorder.h"
#include "app/workflow/run_clock.h"
#include "core/spec/experiment_spec.h"
#include "core/store/checkpoint_search.h"
#include "core/store/probe_file.h"
#include "core/store/run_directory.h"
#include "core/train/training_observer.h"

namespace imprint {

/// Another run that starts from this one's state after `step` steps, and where it lives.
struct ArmBranch {
  std::int64_t step = 0;
  RunDirectory directory;
  std::string who;                            // "the baseline starts here"
  std::optional<ExperimentSpec> config = {};  // to be written there; without it the directory has its own
};

/// What each checkpoint says of the run that it belongs to.
struct CheckpointOrigin {
  std::string data_hash = {};
  std::string plan = {};  // plan.json; empty = the arm has none of its own
};

class ArmKeeper : public TrainingObserver {
 public:
  /// Everything that is given by reference outlives the keeper.
  ArmKeeper(const ExperimentSpec& spec, Trainer& trainer, RunClock& clock, RunDirectory directory,
            CheckpointOrigin origin);

  /// The files whose lengths checkpoints tell; `probes` may be nullptr.
  void keep_with(MetricsRecorder* rows, ProbeWriter* probes);
  void add_branch(ArmBranch branch) { branches_.push_back(std::move(branch)); }
  /// The newest checkpoint is of that step.
  void has_checkpoint_of(std::int64_t step) { checkpointed_step_ = step; }

  void on_measured() override;
  void on_checkpoint() override;

 private:
  void branch_off(const ArmBranch& branch, std::int64_t metrics_length);
  void write_checkpoint();
  CheckpointPosition position(std::int64_t metrics_length) const;

  const ExperimentSpec& spec_;
  Trainer& trainer_;
  RunClock& clock_;
  RunDirectory directory_;
  CheckpointOrigin origin_;
  std::vector<ArmBranch> branches_;
  MetricsRecorder* rows_ = nullptr;
  ProbeWriter* probes_ = nullptr;
  std::int64_t checkpointed_step_ = -1;
};

}  // namespace imprint
