// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workflow/arm_run.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "app/workflow/check/same_training.h"
#include "core/base/atomic_file.h"
#include "core/base/durable_folder.h"
#include "core/base/error.h"
#include "core/checkpoint/training_checkpoint.h"
#include "core/fields/interval.h"
#include "core/spec/spec_io.h"
#include "core/store/event_log.h"
#include "core/store/last_evaluation.h"
#include "core/store/run_indices.h"

namespace imprint {
namespace {

std::optional<std::vector<std::int64_t>> numbers_in_file(const ImageDataset& part) {
  if (part.original_indices.empty()) return std::nullopt;
  return part.original_indices;
}

/// Once: a resumed run uses the images that it began with.
void note_images(const std::filesystem::path& file, const DatasetSplit& split, const CurvatureProbe& probe) {
  if (std::filesystem::exists(file)) return;
  write_indices(file, {numbers_in_file(split.train), numbers_in_file(split.test), probe.images().indices});
}

/// Whether a file of metrics tells of steps that were trained, whatever else is in it.
bool has_later_rows(const std::filesystem::path& metrics) {
  try {
    const auto row = last_metric_row(metrics, metric::train_loss);
    return row && row->step > 0;
  } catch (const std::exception&) {
    return true;
  }
}

/// Whether the images' results are there and are those of the last row.
bool holds_last_evaluation(const RunDirectory& directory, const std::vector<MetricRow>& rows) {
  try {
    const auto evaluation = read_last_evaluation(directory.root());
    const auto row =
        std::ranges::find(rows.rbegin(), rows.rend(), std::string(metric::test_accuracy), &MetricRow::metric);
    if (!evaluation || row == rows.rend() || evaluation->step != row->step) return false;
    const auto right = static_cast<double>(std::ranges::count(evaluation->correct, true));
    return right / static_cast<double>(evaluation->correct.size()) == row->value;
  } catch (const InputError&) {
    return false;
  }
}

void keep_copy_aside(const std::filesystem::path& file) {
  const std::string content = read_file_inside(file);
  set_aside(file);
  write_file_atomically(file, content);
}

}  // namespace

ExperimentSpec spec_of_arm(ExperimentSpec spec, bool with_deficits) {
  if (!with_deficits) {
    spec.deficits.clear();
    spec.comparison.baseline = false;
  }
  return spec;
}

ArmRun::ArmRun(ArmOptions options, const ExperimentSpec& spec, const DatasetSplit& split, CurvatureProbe& probe,
               RunClock& clock, RunListener& listener)
    : options_(std::move(options)),
      spec_(spec_of_arm(spec, options_.with_deficits)),
      split_(split),
      trainer_(spec_, options_.with_deficits, split),
      probe_(probe),
      clock_(clock),
      listener_(listener),
      evaluation_every_(interval_steps(spec_.evaluation.every, trainer_.steps_per_epoch())),
      probe_every_(interval_steps(spec_.probe.every, trainer_.steps_per_epoch())),
      checkpoint_every_(interval_steps(spec_.checkpoint.every, trainer_.steps_per_epoch())),
      departures_(first_departures(trainer_.precision())) {
  progress_.arm = options_.name;
}

void ArmRun::open(std::vector<ArmBranch> branches) {
  const RunDirectory& directory = options_.directory;
  create_folders_durably(directory.checkpoints());
  while (!opened_ && !recorder_) {
    const CheckpointSearch search = newest_whole_checkpoint(directory);
    set_damage_aside(search);
    if (search.found)
      restore_or_set_aside(search);
    else
      start_anew(!notices_.empty());
  }
  note_images(directory.indices(), split_, probe_);
  if (probes_something())
    probes_ = std::make_unique<ProbeWriter>(directory.probes(), opened_ ? trainer_.steps_done() : -1);
  if (probes_ && opened_) listener_.on_probe(options_.name, last_probes(read_probes(directory.probes())));
  for (ArmBranch& branch : branches)
    if (branch.step >= trainer_.steps_done() && can_branch(branch)) branches_.push_back(std::move(branch));
  progress_.step = trainer_.steps_done();
}

/// Before anything is cut or overwritten. Of a damaged metrics.csv a copy stays; its whole beginning is needed here.
void ArmRun::set_damage_aside(const CheckpointSearch& search) {
  const RunDirectory& directory = options_.directory;
  bool has_metrics_damage = false;
  for (const LostCheckpoint& lost : search.lost) {
    notice("damaged", lost.problem);
    has_metrics_damage |= lost.is_metrics_problem;
    set_checkpoint_aside(directory.checkpoints(), lost.step);
  }
  if (has_metrics_damage && search.found) keep_copy_aside(directory.metrics());
}

/// A checkpoint without a seal may turn out to be damaged only now.
void ArmRun::restore_or_set_aside(const CheckpointSearch& search) {
  try {
    restore(search);
  } catch (const DamagedCheckpoint& damage) {
    notice("damaged", damage.what());
    set_checkpoint_aside(options_.directory.checkpoints(), search.found->position.step);
  }
}

void ArmRun::restore(const CheckpointSearch& search) {
  const RunDirectory& directory = options_.directory;
  const CheckpointPosition& position = search.found->position;
  restore_checkpoint(directory.checkpoints(), *search.found, trainer_);
  clock_.continue_from(position.wall_seconds);
  checkpointed_step_ = position.step;
  opened_ = true;
  if (!notices_.empty())
    notice("fell back", "goes on from the checkpoint of step " + std::to_string(position.step) +
                            ", the newest whole one; the steps since are computed again");
  if (!search.found->is_sealed)
    notice("note", "the checkpoint of step " + std::to_string(position.step) +
                       " is of an older version, without checksums: whether it is whole can't be told");
  recorder_ = std::make_unique<MetricsRecorder>(directory.metrics(), position.metrics_length, options_.name, listener_);
  const auto rows = read_metrics(directory.metrics());
  listener_.on_metrics(options_.name, rows);
  if (is_finished() && !holds_last_evaluation(directory, rows))
    write_last_evaluation(directory.root(), {trainer_.steps_done(), trainer_.evaluate(CancellationToken()).correct});
}

/// Rows from before the first checkpoint may be there and are written again. Later ones are of a run that has lost its
/// checkpoints: they are kept under another name.
void ArmRun::start_anew(bool has_damage) {
  const RunDirectory& directory = options_.directory;
  if (has_damage || has_later_rows(directory.metrics())) {
    const std::filesystem::path aside = set_aside(directory.metrics());
    notice("fell back", "no checkpoint is whole: training starts anew at step 0" +
                            (aside.empty() ? std::string() : "; the old rows are in " + aside.string()));
  }
  recorder_ = std::make_unique<MetricsRecorder>(directory.metrics(), 0, options_.name, listener_);
}

void ArmRun::notice(const std::string& event, const std::string& text) {
  append_event(options_.directory.events(), trainer_.steps_done(), event, text);
  notices_.push_back(options_.name + ": " + text);
  listener_.on_message(notices_.back());
}

void ArmRun::advance(std::int64_t until, RunControl& control, const std::function<void()>& on_boundary) {
  if (!opened_) {
    boundary_complete_ = false;
    complete_boundary(control.token());
    opened_ = true;
    on_boundary();
  }
  while (trainer_.steps_done() < until) {
    control.wait_for_turn();
    announce_windows();
    boundary_complete_ = false;
    turn_to("training");
    record_step(trainer_.step());
    complete_boundary(control.token());
    on_boundary();
  }
}

void ArmRun::record_step(const StepRecord& record) {
  progress_.step = record.step;
  progress_.epoch = static_cast<double>(record.step) / static_cast<double>(trainer_.steps_per_epoch());
  progress_.forward_bits = record.precision.forward_bits;
  progress_.backward_bits = record.precision.backward_bits;
  progress_.loss = record.loss;
  progress_.accuracy = record.accuracy;
  if (record.step % spec_.record.every != 0 && record.step != trainer_.total_steps()) return;
  add(metric::train_loss, record.loss);
  add(metric::train_accuracy, record.accuracy);
  add(metric::forward_bits, record.precision.forward_bits);
  add(metric::backward_bits, record.precision.backward_bits);
  record_layers(record.step - 1);
  add(metric::learning_rate, record.learning_rate);
  add(metric::relative_cost, trainer_.cost().relative(record.step));
  add(metric::bit_operations, trainer_.cost().bit_operations(record.step));
}

/// From the step on at which a layer first parts from the network: what is recorded of a step may not depend on later
/// ones, or runs that share it could not share its rows.
void ArmRun::record_layers(std::int64_t step) {
  const PrecisionPlan& plan = trainer_.precision();
  for (std::size_t i = 0; i < departures_.size(); ++i) {
    if (departures_[i] > step) continue;
    const std::string& layer = plan.named_layers()[i];
    const StepPrecision own = plan.at(step, layer);
    add(metric::forward_bits + ("/" + layer), own.forward_bits);
    add(metric::backward_bits + ("/" + layer), own.backward_bits);
  }
}

void ArmRun::complete_boundary(const CancellationToken& token) {
  if (is_due(evaluation_every_)) evaluate(token);
  if (is_due(probe_every_)) probe(token);
  boundary_complete_ = true;
  branch();
  if (is_due(checkpoint_every_) && checkpointed_step_ != trainer_.steps_done()) checkpoint();
  turn_to("training");
}

/// Told before it begins: what takes long is not told too late.
void ArmRun::turn_to(const char* activity) {
  if (progress_.activity == activity) return;
  progress_.activity = activity;
  listener_.on_activity(activity);
}

bool ArmRun::is_due(std::int64_t every) const {
  return trainer_.steps_done() % every == 0 || trainer_.steps_done() == trainer_.total_steps();
}

void ArmRun::evaluate(const CancellationToken& token) {
  turn_to("evaluating");
  const EvaluationRecord record = trainer_.evaluate(token);
  add(metric::test_loss, record.loss);
  add(metric::test_accuracy, record.accuracy);
  // Before the last checkpoint: a resumed run that has that one has these results, too.
  if (trainer_.steps_done() == trainer_.total_steps())
    write_last_evaluation(options_.directory.root(), {trainer_.steps_done(), record.correct});
}

bool ArmRun::probes_something() const {
  return spec_.probe.fisher || spec_.probe.hessian || spec_.probe.top_eigenvalue;
}

void ArmRun::probe(const CancellationToken& token) {
  if (!probes_) return;
  turn_to("measuring curvature");
  const double began = clock_.session_seconds();
  const CurvatureReport report = probe_.measure(trainer_.network(), trainer_.steps_done(), token);
  const std::vector<ProbeRow> how = probe_rows(report);
  probes_->append(how);
  listener_.on_probe(options_.name, how);
  for (MetricRow row : metric_rows(report)) {
    row.step = trainer_.steps_done();
    row.epoch = static_cast<double>(row.step) / static_cast<double>(trainer_.steps_per_epoch());
    row.wall_seconds = clock_.seconds();
    recorder_->add(row);
  }
  probe_seconds_ += clock_.session_seconds() - began;
  if (report.fisher) progress_.fisher_trace = report.fisher->value;
  if (report.hessian) progress_.hessian_trace = report.hessian->value;
}

/// branches.json is a file like others: what it says is believed when the other run's spec agrees.
bool ArmRun::can_branch(const ArmBranch& branch) {
  const std::string where = branch.directory.root().string();
  try {
    const ExperimentSpec other = branch.config ? *branch.config : branch.directory.read_config();
    const std::string difference = first_difference(spec_, other, trainer_.steps_per_epoch(), branch.step);
    if (difference.empty()) return true;
    notice("no branch", where + " does not begin as this run does up to step " + std::to_string(branch.step) + " (" +
                            difference + "); it starts by itself");
  } catch (const InputError& error) {
    notice("no branch", where + " starts by itself: " + error.what());
  }
  return false;
}

void ArmRun::branch() {
  const auto is_here = [&](const ArmBranch& branch) { return branch.step == trainer_.steps_done(); };
  if (std::ranges::none_of(branches_, is_here)) return;
  const std::int64_t length = recorder_->sync();
  for (const ArmBranch& branch : branches_)
    if (is_here(branch)) branch_off(branch, length);
  checkpoint();  // so that a resumed run is past its branches, and what they were given stays as it is
}

void ArmRun::branch_off(const ArmBranch& branch, std::int64_t metrics_length) {
  const RunDirectory& target = branch.directory;
  if (!checkpoint_steps(target.checkpoints()).empty()) return;  // it was here before a resume, and may be running
  create_folders_durably(target.checkpoints());
  if (branch.config) target.write_config(*branch.config);
  write_file_atomically(
      target.metrics(),
      read_file_inside(options_.directory.metrics()).substr(0, static_cast<std::size_t>(metrics_length)));
  if (probes_)
    write_file_atomically(target.probes(),
                          probes_up_to(read_file_inside(options_.directory.probes()), trainer_.steps_done()));
  CheckpointPosition start = position(metrics_length);
  start.spec = spec_to_json(branch.config ? *branch.config : target.read_config());
  start.plan.clear();
  save_checkpoint(target.checkpoints(), trainer_, start);
  append_event(target.events(), trainer_.steps_done(), "branched", branch.who + "; the steps before are shared");
}

CheckpointPosition ArmRun::position(std::int64_t metrics_length) const {
  return {.step = trainer_.steps_done(),
          .metrics_length = metrics_length,
          .wall_seconds = clock_.seconds(),
          .metrics_checksum = recorder_->checksum(),
          .data_hash = options_.data_hash,
          .spec = spec_to_json(spec_),
          .plan = options_.plan};
}

void ArmRun::checkpoint() {
  const std::int64_t length = recorder_->sync();
  if (probes_) probes_->sync();
  save_checkpoint(options_.directory.checkpoints(), trainer_, position(length));
  prune_checkpoints(options_.directory.checkpoints(), spec_.checkpoint.keep);
  checkpointed_step_ = trainer_.steps_done();
}

void ArmRun::save_partial() {
  if (!recorder_) return;  // it ended while it was opened
  recorder_->flush();
  if (opened_ && boundary_complete_ && checkpointed_step_ != trainer_.steps_done()) checkpoint();
}

void ArmRun::announce_windows() {
  const auto& windows = trainer_.precision().windows();
  for (std::size_t i = 0; i < windows.size(); ++i) {
    const std::string detail = "deficit." + std::to_string(i) + " (" + spec_.deficits[i].kind + ")";
    if (windows[i].begin == trainer_.steps_done())
      append_event(options_.directory.events(), windows[i].begin, "deficit begins", detail);
    if (windows[i].end == trainer_.steps_done())
      append_event(options_.directory.events(), windows[i].end, "deficit ends", detail);
  }
}

void ArmRun::add(const std::string& name, double value) {
  MetricRow row;
  row.step = trainer_.steps_done();
  row.epoch = static_cast<double>(row.step) / static_cast<double>(trainer_.steps_per_epoch());
  row.wall_seconds = clock_.seconds();
  row.metric = name;
  row.value = value;
  recorder_->add(row);
}

}  // namespace imprint
