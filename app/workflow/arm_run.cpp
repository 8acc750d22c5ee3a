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
#include "core/spec/baseline_spec.h"
#include "core/spec/spec_probes.h"
#include "core/store/artefact_file.h"
#include "core/store/event_log.h"
#include "core/store/last_evaluation.h"
#include "core/store/run_indices.h"

namespace imprint {
namespace {

std::optional<std::vector<std::int64_t>> numbers_in_file(const Dataset& part) {
  if (part.original_indices.empty()) return std::nullopt;
  return part.original_indices;
}

/// Once: a resumed run uses the samples that it began with.
void note_samples(const std::filesystem::path& file, const DatasetSplit& split, const Probes& probes) {
  if (std::filesystem::exists(file)) return;
  write_indices(file, {numbers_in_file(*split.train), numbers_in_file(*split.test), probes.samples().indices});
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

/// Whether the single results are there and are those of the last row.
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

/// Pausing and one step at a time, and who wants to know how far it is.
class Turns : public TrainingObserver {
 public:
  Turns(RunControl& control, const std::function<void()>& on_boundary) : control_(control), tell_(on_boundary) {}
  void before_step() override { control_.wait_for_turn(); }
  void on_boundary() override { tell_(); }

 private:
  RunControl& control_;
  const std::function<void()>& tell_;
};

}  // namespace

ExperimentSpec spec_of_arm(ExperimentSpec spec, bool with_deficits) {
  return with_deficits ? spec : untreated(std::move(spec));
}

ArmRun::ArmRun(ArmOptions options, const ExperimentSpec& spec, const DatasetSplit& split, const Probes& probes,
               RunClock& clock, RunListener& listener)
    : options_(std::move(options)),
      spec_(spec_of_arm(spec, options_.with_deficits)),
      split_(split),
      probes_(probes),
      clock_(clock),
      listener_(listener),
      loop_(spec_, options_.with_deficits, split),
      recorder_(options_.name, spec_, loop_.trainer(), probes, clock, listener, options_.directory),
      keeper_(spec_, loop_.trainer(), clock, options_.directory, options_.origin) {}

void ArmRun::open(std::vector<ArmBranch> branches) {
  const RunDirectory& directory = options_.directory;
  create_folders_durably(directory.checkpoints());
  while (!rows_) {
    const CheckpointSearch search = newest_whole_checkpoint(directory);
    set_damage_aside(search);
    if (search.found)
      restore_or_set_aside(search);
    else
      start_anew(!notices_.empty());
  }
  note_samples(directory.indices(), split_, probes_);
  open_probes();
  recorder_.write_to(rows_.get(), probe_rows_.get());
  keeper_.keep_with(rows_.get(), probe_rows_.get());
  for (ArmBranch& branch : branches)
    if (branch.step >= trainer().steps_done() && can_branch(branch)) keeper_.add_branch(std::move(branch));
}

void ArmRun::open_probes() {
  const RunDirectory& directory = options_.directory;
  const std::int64_t last_step = loop_.has_begun() ? trainer().steps_done() : -1;
  drop_artefacts_after(directory.root(), last_step);
  if (!measures_anything(spec_.probe)) return;
  probe_rows_ = std::make_unique<ProbeWriter>(directory.probes(), last_step);
  if (loop_.has_begun()) listener_.on_probe(options_.name, last_probes(read_probes(directory.probes())));
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
  restore_checkpoint(directory.checkpoints(), *search.found, trainer());
  clock_.continue_from(position.wall_seconds);
  keeper_.has_checkpoint_of(position.step);
  loop_.continue_from_checkpoint();
  if (!notices_.empty())
    notice("fell back", "goes on from the checkpoint of step " + std::to_string(position.step) +
                            ", the newest whole one; the steps since are computed again");
  if (!search.found->is_sealed)
    notice("note", "the checkpoint of step " + std::to_string(position.step) +
                       " is of an older version, without checksums: whether it is whole can't be told");
  rows_ = std::make_unique<MetricsRecorder>(directory.metrics(), position.metrics_length, options_.name, listener_);
  const auto rows = read_metrics(directory.metrics());
  listener_.on_metrics(options_.name, rows);
  if (is_finished() && !holds_last_evaluation(directory, rows)) write_last_results();
}

/// As the recorder would have.
void ArmRun::write_last_results() {
  const EvaluationRecord record = trainer().evaluate(CancellationToken());
  if (!record.correct.empty())
    write_last_evaluation(options_.directory.root(), {trainer().steps_done(), record.correct});
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
  rows_ = std::make_unique<MetricsRecorder>(directory.metrics(), 0, options_.name, listener_);
  if (!spec_.continuation.from.empty())
    for (const std::string& note :
         begin_from_checkpoint(spec_.continuation.from, trainer(), weights_wanted(spec_.continuation)))
      notice("note", note);
}

void ArmRun::notice(const std::string& event, const std::string& text) {
  append_event(options_.directory.events(), trainer().steps_done(), event, text);
  notices_.push_back(options_.name + ": " + text);
  listener_.on_message(notices_.back());
}

void ArmRun::advance(std::int64_t until, RunControl& control, const std::function<void()>& on_boundary) {
  Turns turns(control, on_boundary);
  loop_.advance(until, {&turns, &recorder_, &keeper_}, control.token());
}

void ArmRun::save_partial() {
  if (!rows_) return;  // it ended while it was opened
  rows_->flush();
  if (loop_.is_measured()) keeper_.on_checkpoint();
}

/// branches.json is a file like others: what it says is believed when the other run's spec agrees.
bool ArmRun::can_branch(const ArmBranch& branch) {
  const std::string where = branch.directory.root().string();
  try {
    const ExperimentSpec other = branch.config ? *branch.config : branch.directory.read_config();
    const std::string difference = first_difference(spec_, other, loop_.trainer().steps_per_epoch(), branch.step);
    if (difference.empty()) return true;
    notice("no branch", where + " does not begin as this run does up to step " + std::to_string(branch.step) + " (" +
                            difference + "); it starts by itself");
  } catch (const InputError& error) {
    notice("no branch", where + " starts by itself: " + error.what());
  }
  return false;
}

}  // namespace imprint
