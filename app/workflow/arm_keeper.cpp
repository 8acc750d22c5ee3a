// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workflow/arm_keeper.h"

#include <algorithm>
#include <utility>

#include "core/base/atomic_file.h"
#include "core/base/durable_folder.h"
#include "core/checkpoint/training_checkpoint.h"
#include "core/spec/spec_io.h"
#include "core/store/artefact_file.h"
#include "core/store/event_log.h"

namespace imprint {

ArmKeeper::ArmKeeper(const ExperimentSpec& spec, Trainer& trainer, RunClock& clock, RunDirectory directory,
                     CheckpointOrigin origin)
    : spec_(spec), trainer_(trainer), clock_(clock), directory_(std::move(directory)), origin_(std::move(origin)) {}

void ArmKeeper::keep_with(MetricsRecorder* rows, ProbeWriter* probes) {
  rows_ = rows;
  probes_ = probes;
}

void ArmKeeper::on_measured() {
  const auto is_here = [&](const ArmBranch& branch) { return branch.step == trainer_.steps_done(); };
  if (std::ranges::none_of(branches_, is_here)) return;
  const std::int64_t length = rows_->sync();
  for (const ArmBranch& branch : branches_)
    if (is_here(branch)) branch_off(branch, length);
  write_checkpoint();  // so that a resumed run is past its branches, and what they were given stays as it is
}

void ArmKeeper::branch_off(const ArmBranch& branch, std::int64_t metrics_length) {
  const RunDirectory& target = branch.directory;
  if (!checkpoint_steps(target.checkpoints()).empty()) return;  // it was here before a resume, and may be running
  create_folders_durably(target.checkpoints());
  if (branch.config) target.write_config(*branch.config);
  write_file_atomically(target.metrics(),
                        read_file_inside(directory_.metrics()).substr(0, static_cast<std::size_t>(metrics_length)));
  if (probes_ != nullptr)
    write_file_atomically(target.probes(), probes_up_to(read_file_inside(directory_.probes()), trainer_.steps_done()));
  copy_artefacts(directory_.root(), target.root(), trainer_.steps_done());
  CheckpointPosition start = position(metrics_length);
  start.spec = spec_to_json(branch.config ? *branch.config : target.read_config());
  start.plan.clear();
  save_checkpoint(target.checkpoints(), trainer_, start);
  append_event(target.events(), trainer_.steps_done(), "branched", branch.who + "; the steps before are shared");
}

void ArmKeeper::on_checkpoint() {
  if (checkpointed_step_ != trainer_.steps_done()) write_checkpoint();
}

void ArmKeeper::write_checkpoint() {
  const std::int64_t length = rows_->sync();
  if (probes_ != nullptr) probes_->sync();
  save_checkpoint(directory_.checkpoints(), trainer_, position(length));
  prune_checkpoints(directory_.checkpoints(), spec_.checkpoint.keep);
  checkpointed_step_ = trainer_.steps_done();
}

CheckpointPosition ArmKeeper::position(std::int64_t metrics_length) const {
  return {.step = trainer_.steps_done(),
          .metrics_length = metrics_length,
          .wall_seconds = clock_.seconds(),
          .metrics_checksum = rows_->checksum(),
          .data_hash = origin_.data_hash,
          .spec = spec_to_json(spec_),
          .plan = origin_.plan};
}

}  // namespace imprint
