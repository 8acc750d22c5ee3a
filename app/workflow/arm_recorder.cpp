// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workflow/arm_recorder.h"

#include <algorithm>
#include <utility>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/models/executors_used.h"
#include "core/results/metric_info.h"
#include "core/store/artefact_file.h"
#include "core/store/event_log.h"
#include "core/store/footprint_file.h"
#include "core/store/last_evaluation.h"

namespace imprint {
namespace {

/// What the line of progress tells, by the words of the metrics.
Scores headlines_of(const Measurement& found) {
  Scores headlines;
  for (const Measured& number : found.numbers)
    if (const MetricInfo* info = find_metric_info(number.metric); info != nullptr && !info->word.empty())
      headlines.push_back({std::string(info->word), number.estimate.value});
  return headlines;
}

/// Of earlier sessions; a damaged file costs what it told, no more.
std::vector<Footprint> known_footprints(const std::filesystem::path& arm) {
  try {
    return read_footprints(arm);
  } catch (const InputError&) {
    return {};
  }
}

}  // namespace

ArmRecorder::ArmRecorder(std::string arm, const ExperimentSpec& spec, Trainer& trainer, const Probes& probes,
                         RunClock& clock, RunListener& listener, RunDirectory directory)
    : arm_(std::move(arm)),
      spec_(spec),
      trainer_(trainer),
      probes_(probes),
      clock_(clock),
      listener_(listener),
      directory_(std::move(directory)),
      departures_(first_departures(trainer.precision())) {
  progress_.arm = arm_;
}

void ArmRecorder::write_to(MetricsRecorder* rows, ProbeWriter* probe_rows) {
  rows_ = rows;
  probe_rows_ = probe_rows;
  progress_.step = trainer_.steps_done();
  footprints_ = known_footprints(directory_.root());
}

void ArmRecorder::before_step() {
  step_began_ = clock_.session_seconds();
  const StepWindow& continuation = trainer_.precision().length().continuation;
  if (continuation.begin < continuation.end && continuation.begin == trainer_.steps_done())
    append_event(directory_.events(), continuation.begin, "continuation begins", spec_.continuation.format);
  const auto& windows = trainer_.precision().windows();
  for (std::size_t i = 0; i < windows.size(); ++i) {
    const std::string detail = "deficit." + std::to_string(i) + " (" + spec_.deficits[i].kind + ")";
    if (windows[i].begin == trainer_.steps_done())
      append_event(directory_.events(), windows[i].begin, "deficit begins", detail);
    if (windows[i].end == trainer_.steps_done())
      append_event(directory_.events(), windows[i].end, "deficit ends", detail);
  }
}

void ArmRecorder::on_step(const StepRecord& record) {
  progress_.step = record.step;
  progress_.epoch = static_cast<double>(record.step) / static_cast<double>(trainer_.steps_per_epoch());
  progress_.precision = record.precision;
  progress_.loss = record.loss;
  progress_.scores = record.scores;
  record_time();
  if (record.is_left_out) record_overflow(record);
  record_executors(record.step);
  if (record.step % spec_.record.every != 0 && record.step != trainer_.total_steps()) return;
  add(metric::train_loss, record.loss);
  for (const Score& score : record.scores) add("train/" + score.name, score.value);
  record_precision(record.precision, departures_.weight < record.step, "");
  record_layers(record.step - 1);
  add(metric::learning_rate, record.learning_rate);
  add(metric::relative_cost, trainer_.cost().relative(record.step));
  add(metric::bit_operations, trainer_.cost().bit_operations(record.step));
}

/// Of the format that held the step; what it takes of memory changes with the format, not from step to step.
void ArmRecorder::record_time() {
  const std::string format = format_name(trainer_.precision().working_format(trainer_.steps_done() - 1));
  auto known = std::ranges::find(footprints_, format, &Footprint::format);
  if (known == footprints_.end()) {
    footprints_.push_back(trainer_.footprint());
    known = footprints_.end() - 1;
  }
  ++known->steps;
  known->seconds += clock_.session_seconds() - step_began_;
}

/// The optimizer may have had nothing yet, and the last batch of an epoch may be shorter.
void ArmRecorder::on_checkpoint() {
  const Footprint last = trainer_.footprint();
  for (Footprint& known : footprints_)
    if (known.format == last.format) {
      known.optimizer_bytes = std::max(known.optimizer_bytes, last.optimizer_bytes);
      known.feature_bytes = std::max(known.feature_bytes, last.feature_bytes);
    }
  write_footprints(directory_.root(), footprints_);
}

void ArmRecorder::record_overflow(const StepRecord& record) {
  append_event(directory_.events(), record.step, "step left out",
               "a gradient overflows " + spec_.continuation.format + "; the loss scale falls to " +
                   plain_text(record.loss_scale));
}

/// Once for each precision of the network: which it is at that step decides it, not the machine's mood.
void ArmRecorder::record_executors(std::int64_t step) {
  const std::string precision = short_text(progress_.precision);
  if (precision == last_precision_) return;
  last_precision_ = precision;
  const std::string detail = precision + ": " + executors_text(executors_used(trainer_.network()));
  if (told_executors_.insert(detail).second) append_event(directory_.events(), step, "products", detail);
}

void ArmRecorder::record_precision(const LayerPrecision& precision, bool with_weights, const std::string& suffix) {
  add(metric::forward_bits + suffix, precision.activation.bits);
  if (with_weights) add(metric::weight_bits + suffix, precision.weight.bits);
  add(metric::backward_bits + suffix, precision.gradient.bits);
}

/// From the step on at which a layer first parts from the network: what is recorded of a step may not depend on later
/// ones, or runs that share it could not share its rows.
void ArmRecorder::record_layers(std::int64_t step) {
  const PrecisionPlan& plan = trainer_.precision();
  for (std::size_t i = 0; i < departures_.layers.size(); ++i) {
    if (departures_.layers[i] > step) continue;
    const std::string& layer = plan.named_layers()[i];
    record_precision(plan.at(step, layer), departures_.layer_weights[i] <= step, "/" + layer);
  }
}

void ArmRecorder::on_evaluation(const EvaluationRecord& record) {
  for (const Score& score : record.scores) add(score.name, score.value);
  // Before the last checkpoint: a resumed run that has that one has these results, too.
  if (trainer_.steps_done() == trainer_.total_steps() && !record.correct.empty())
    write_last_evaluation(directory_.root(), {trainer_.steps_done(), record.correct});
}

void ArmRecorder::on_probe(const CancellationToken& token) {
  if (probe_rows_ == nullptr) return;
  on_activity("measuring curvature");
  const double began = clock_.session_seconds();
  const std::int64_t step = trainer_.steps_done();
  const Measurement found = probes_.measure(trainer_.network(), step, token);
  const std::vector<ProbeRow> how = probe_rows(found, step);
  probe_rows_->append(how);
  listener_.on_probe(arm_, how);
  for (MetricRow& row : metric_rows(found, step)) add(std::move(row));
  for (const Artefact& artefact : found.artefacts) write_artefact(directory_.root(), artefact, step);
  probe_seconds_ += clock_.session_seconds() - began;
  progress_.measured = headlines_of(found);
}

void ArmRecorder::on_activity(const char* activity) {
  if (progress_.activity == activity) return;
  progress_.activity = activity;
  listener_.on_activity(activity);
}

void ArmRecorder::add(const std::string& name, double value) { add(MetricRow{.metric = name, .value = value}); }

void ArmRecorder::add(MetricRow row) {
  row.step = trainer_.steps_done();
  row.epoch = static_cast<double>(row.step) / static_cast<double>(trainer_.steps_per_epoch());
  row.wall_seconds = clock_.seconds();
  rows_->add(row);
}

}  // namespace imprint
