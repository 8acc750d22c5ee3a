// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/random_timeline.h"

#include <functional>

#include "core/schedule/learning_rate_kind.h"
#include "core/spec/curve_names.h"
#include "core/spec/kinds.h"

namespace imprint::test {
namespace {

template <class T>
const T& any_of(const std::vector<T>& values, RandomStream& stream) {
  return values[stream.below(values.size())];
}

DeficitSpec random_deficit(RandomStream& stream) {
  DeficitSpec deficit;
  deficit.kind = any_of(kind_names_for("deficit.kind", "image-classification"), stream);
  deficit.unit = "iteration";
  deficit.onset = static_cast<double>(stream.below(30));
  deficit.length = static_cast<double>(1 + stream.below(12));
  deficit.bits = any_of<int>({2, 2, 3, 8}, stream);
  deficit.backward_bits = any_of<int>({0, 0, 6, 8}, stream);
  deficit.weight_bits = any_of<int>({0, 0, 0, 2, 5}, stream);
  deficit.activation_bits = any_of<int>({0, 0, 0, 4}, stream);
  deficit.layers = any_of<std::vector<std::string>>({{}, {}, {"fc1"}, {"fc2", "fc3"}, {"fc3", "fc2"}}, stream);
  deficit.resampling = any_of<std::string>({"antialiased", "bilinear"}, stream);
  return deficit;
}

PrecisionCurve random_curve(RandomStream& stream) {
  PrecisionCurve curve;
  curve.cycles = static_cast<int>(1 + stream.below(3));
  curve.shape = any_of(curve_shape_names(), stream);
  curve.at = {0, 0.25 * static_cast<double>(1 + stream.below(3)), 1};
  curve.bits = {2, 2 + static_cast<double>(stream.below(7)), 8};
  for (int i = 0; i < 3; ++i) curve.segment.push_back(any_of<std::string>({"hold", "linear", "cosine", "rex"}, stream));
  return curve;
}

void change_precision(ExperimentSpec& spec, RandomStream& stream) {
  PrecisionSpec& precision = spec.precision;
  precision.schedule = any_of(kind_names("precision.schedule"), stream);
  precision.cycles = static_cast<int>(1 + stream.below(4));
  precision.period = any_of<std::string>({"floor", "floor-plus-one"}, stream);
  precision.min_bits = any_of<int>({2, 2, 3}, stream);
  precision.max_bits = 8;
  precision.backward_bits = any_of<int>({6, 8}, stream);
  precision.weight_bits = any_of<int>({0, 0, 0, 4}, stream);
  precision.activation_bits = any_of<int>({0, 0, 0, 6}, stream);
  precision.layers = any_of<std::vector<std::string>>({{}, {}, {}, {"fc1: 8"}, {"fc2: W3 G8", "fc3: A32"}}, stream);
  precision.ramp = any_of<int>({0, 0, 1, 3}, stream);
  precision.at_change = any_of<std::string>({"keep", "keep", "reset"}, stream);
  precision.curve = precision.backward_curve = {};
  if (precision.schedule != "curve") return;
  precision.min_bits = 2;
  precision.curve = random_curve(stream);
  if (stream.below(2) == 0) precision.backward_curve = random_curve(stream);
}

/// Images hold nothing out whose scores a rate could follow.
std::vector<std::string> rates_by_formula() {
  std::vector<std::string> names;
  for (const LearningRateKind& kind : learning_rate_kinds())
    if (!kind.follows_scores) names.push_back(kind.facts.name);
  return names;
}

void change_rate(ExperimentSpec& spec, RandomStream& stream) {
  TrainingSpec& training = spec.training;
  training.lr_schedule = any_of(rates_by_formula(), stream);
  training.learning_rate = any_of<double>({0.1, 0.1, 0.2}, stream);
  training.lr_final = any_of<double>({0, 0, 0.1}, stream);
  training.lr_decay = any_of<double>({0.9, 1}, stream);
  training.lr_milestones = any_of<std::vector<double>>({{0.5, 0.75}, {0.3}, {}}, stream);
  training.lr_warmup = any_of<double>({0, 0, 1, 2.5, 100}, stream);
}

void change_clock(ExperimentSpec& spec, RandomStream& stream) {
  spec.training.lr_clock = any_of<std::string>({"running", "frozen"}, stream);
  spec.training.lr_restart = stream.below(3) == 0;
  spec.training.budget = any_of<std::string>({"total", "clean"}, stream);
}

void change_deficits(ExperimentSpec& spec, RandomStream& stream) {
  const std::uint64_t what = stream.below(3);
  if (what == 0 || spec.deficits.empty())
    spec.deficits.push_back(random_deficit(stream));
  else if (what == 1)
    spec.deficits.erase(spec.deficits.begin() + static_cast<std::ptrdiff_t>(stream.below(spec.deficits.size())));
  else
    spec.deficits[stream.below(spec.deficits.size())].length = static_cast<double>(1 + stream.below(12));
}

void change_one_deficit(ExperimentSpec& spec, RandomStream& stream) {
  if (spec.deficits.empty()) return;
  DeficitSpec& deficit = spec.deficits[stream.below(spec.deficits.size())];
  const DeficitSpec other = random_deficit(stream);
  const std::uint64_t what = stream.below(7);
  if (what == 0) deficit.kind = other.kind;
  if (what == 1) deficit.bits = other.bits;
  if (what == 2) deficit.backward_bits = other.backward_bits;
  if (what == 3) deficit.layers = other.layers;
  if (what == 4) deficit.resampling = other.resampling;
  if (what == 5) deficit.weight_bits = other.weight_bits;
  if (what == 6) deficit.activation_bits = other.activation_bits;
}

void change_recovery(ExperimentSpec& spec, RandomStream& stream) {
  RecoverySpec& recovery = spec.recovery;
  recovery.batch_norm = any_of<std::string>({"keep", "keep", "re-estimate"}, stream);
  recovery.batches = any_of<int>({50, 50, 7}, stream);
  recovery.activation_ranges = any_of<std::string>({"keep", "keep", "reset"}, stream);
  recovery.optimizer = any_of<std::string>({"keep", "keep", "reset"}, stream);
}

void change_length(ExperimentSpec& spec, RandomStream& stream) {
  spec.training.iterations = any_of<std::int64_t>({42, 42, 48, 60}, stream);
}

void change_evaluation(ExperimentSpec& spec, RandomStream& stream) {
  spec.precision.max_bits = any_of<int>({8, 9}, stream);
}

void change_continuation(ExperimentSpec& spec, RandomStream& stream) {
  ContinuationSpec& continuation = spec.continuation;
  continuation.format = any_of<std::string>({"none", "bf16", "fp16"}, stream);
  continuation.onset = any_of<double>({0, 9, 30}, stream);
  continuation.unit = "iteration";
  continuation.master_weights = stream.below(2) == 0;
  continuation.loss_scale = any_of<double>({0, 0, 1}, stream);
}

using Change = std::function<void(ExperimentSpec&, RandomStream&)>;
const std::vector<Change>& changes() {
  static const std::vector<Change> all = {change_precision,    change_rate,        change_clock,  change_deficits,
                                          change_deficits,     change_one_deficit, change_length, change_evaluation,
                                          change_continuation, change_recovery};
  return all;
}

}  // namespace

std::vector<ExperimentSpec> random_timelines(RandomStream& stream, std::size_t count) {
  ExperimentSpec first;
  first.training.iterations = 42;
  first.evaluation.precision = any_of<std::vector<std::string>>(
      {{"target"}, {"scheduled"}, {"fp32"}, {"fp32", "scheduled"}, {"target", "fp32"}}, stream);
  change_precision(first, stream);
  if (stream.below(2) == 0) change_rate(first, stream);
  if (stream.below(2) == 0) change_clock(first, stream);
  if (stream.below(2) == 0) change_recovery(first, stream);
  for (std::uint64_t i = stream.below(3); i-- > 0;) first.deficits.push_back(random_deficit(stream));
  std::vector<ExperimentSpec> runs = {first};
  while (runs.size() < count) {
    ExperimentSpec next = first;
    for (std::uint64_t i = stream.below(3); i-- > 0;) any_of(changes(), stream)(next, stream);
    runs.push_back(next);
  }
  return runs;
}

}  // namespace imprint::test
