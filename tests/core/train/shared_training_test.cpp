// SPDX-License-Identifier: GPL-3.0-or-later
// That what is declared about sharing holds for training itself: runs that share their first steps have equal weights,
// optimizer states and evaluations after them.
#include <ATen/core/Tensor.h>
#include <ATen/ops/equal.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "core/base/error.h"
#include "core/fields/field_table.h"
#include "core/schedule/run_timeline.h"
#include "core/schedule/sharing_fields.h"
#include "core/spec/spec_fields.h"
#include "core/train/threads.h"
#include "core/train/trainer.h"
#include "tests/support/random_timeline.h"
#include "tests/support/tiny_experiment.h"

namespace imprint::test {
namespace {

/// All that is known of a run after some steps, as numbers to be compared to the bit.
struct State {
  std::vector<double> recorded;
  std::vector<at::Tensor> tensors;

  bool operator==(const State& other) const {
    return recorded == other.recorded &&
           std::ranges::equal(tensors, other.tensors,
                              [](const at::Tensor& a, const at::Tensor& b) { return at::equal(a, b); });
  }
};

State trained(const ExperimentSpec& spec, const DatasetSplit& split, std::int64_t steps) {
  Trainer trainer(spec, true, split);
  State state;
  for (std::int64_t i = 0; i < steps; ++i) {
    const StepRecord record = trainer.step();
    if (split.validation != nullptr && (i + 1) % 3 == 0) trainer.heed(trainer.evaluate({}));
    for (const double value :
         {record.loss, score_of(record.scores, "accuracy"), record.learning_rate, double(record.precision.weight.bits),
          double(record.precision.activation.bits), double(record.precision.gradient.bits),
          trainer.cost().relative(i + 1), trainer.cost().bit_operations(i + 1)})
      state.recorded.push_back(value);
  }
  if (steps == 0) return state;
  const EvaluationRecord evaluation = trainer.evaluate({});
  for (const Score& score : evaluation.scores) state.recorded.push_back(score.value);
  for (const auto& parameter : trainer.network().parameters()) state.tensors.push_back(parameter.detach().clone());
  for (const auto& buffer : trainer.network().buffers()) state.tensors.push_back(buffer.detach().clone());
  for (const auto& [name, tensor] : trainer.state()) state.tensors.push_back(tensor.clone());
  return state;
}

/// The run that varies in time as `timeline` does, small enough to be trained often.
ExperimentSpec small_run(const ExperimentSpec& timeline) {
  ExperimentSpec spec = timeline;
  spec.threads = 1;
  spec.model.name = "mlp";
  spec.recovery.batch_norm = "keep";  // it has none; batch_norm_base does
  spec.model.options.set("hidden", std::vector<int>{10, 9, 8});
  spec.training.batch_size = 16;
  return spec;
}

class SharedTraining : public ::testing::Test {
 protected:
  SharedTraining() { use_threads(1); }
  DatasetSplit split_ = tiny_split();
};

TEST_F(SharedTraining, OfRandomRunsHasTheBitsOfEachByItself) {
  int compared = 0;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    RandomStream stream(mix64(1000 + seed));
    const auto specs = random_timelines(stream, 2);
    const ExperimentSpec a = small_run(specs[0]), b = small_run(specs[1]);
    try {
      const std::int64_t shared =
          shared_steps(RunTimeline(a, timeline_steps_per_epoch), RunTimeline(b, timeline_steps_per_epoch));
      ASSERT_EQ(trained(a, split_, shared), trained(b, split_, shared)) << seed;
      compared += shared > 0;
    } catch (const InputError&) {
      continue;  // a window past the end
    }
  }
  EXPECT_GT(compared, 20);
}

/// Another value that the field takes.
struct Change {
  const Field& field;
  std::string layer = "fc1";  // a quantized one

  void operator()(bool* value) const { *value = !*value; }
  void operator()(std::string* value) const {
    const auto other = std::ranges::find_if(field.choices, [&](const std::string& choice) { return choice != *value; });
    if (other != field.choices.end())
      *value = *other;
    else
      *value = field.text_kind == TextKind::interval ? "3 iterations" : layer;
  }
  void operator()(std::vector<std::string>* value) const {
    if (field.key == "precision.layers")
      *value = {layer + ": W5A3"};
    else if (field.choices.empty() || value->empty())
      *value = {field.choices.empty() ? layer : field.choices.back()};
    else
      std::ranges::replace(*value, "linear", "cosine");
  }
  void operator()(double* value) const {
    *value = *value == field.minimum ? 0.5 * (*value + std::min(field.maximum, 1.0)) : *value / 2;
  }
  void operator()(std::vector<double>* value) const {
    if (value->empty()) value->push_back(1);
    value->back() /= 2;
  }
  void operator()(std::vector<int>* value) const { ++value->back(); }
  template <class Integer>
  void operator()(Integer* value) const {
    *value += *value < field.maximum && field.key.find("max_bits") == std::string::npos ? 1 : -1;
  }
};

/// An experiment, and what its changes are tried on.
struct Base {
  ExperimentSpec spec;
  DatasetSplit split;
  std::string layer;
};

/// As many steps an epoch as the images have; its rate falls whenever validation stalls, which it soon does.
Base text_base() {
  ExperimentSpec spec = tiny_text_spec();
  spec.threads = 1;
  spec.training.iterations = 36;
  spec.training.batch_size = 7;
  spec.training.learning_rate = 4;
  spec.training.lr_schedule = "plateau";
  spec.deficits = {{.kind = "token-noise", .onset = 20, .length = 6, .unit = "iteration", .share = 0.5}};
  return {spec, tiny_text_with_validation(), "input1"};
}

/// Experiments of images in which every other declared field is of use somewhere.
std::vector<ExperimentSpec> image_bases() {
  ExperimentSpec plain;
  plain.training.iterations = 36;
  plain.precision.min_bits = 2;
  plain.precision.cycles = 2;
  plain.deficits = {{.onset = 8, .length = 6, .unit = "iteration", .bits = 2, .backward_bits = 6, .layers = {"fc2"}},
                    {.kind = "blur", .onset = 20, .length = 6, .unit = "iteration"}};
  ExperimentSpec cyclic = plain, drawn = plain, epochs = plain;
  cyclic.precision.schedule = "RR";
  cyclic.training.lr_schedule = "piecewise";
  drawn.precision.schedule = "curve";
  drawn.precision.curve = {1, "repeated", {0, 0.3, 0.7}, {3, 8, 5}, {"bezier", "linear", "hold"}, {0.3, 1, 0.6, 1}};
  drawn.precision.backward_curve = drawn.precision.curve;
  drawn.training.lr_schedule = "exponential";
  epochs.training.iterations = 0;
  epochs.training.epochs = 6;
  epochs.training.lr_warmup = 2;
  epochs.evaluation.precision = {"scheduled", "fp32"};
  epochs.recovery = {.activation_ranges = "reset", .optimizer = "reset"};
  ExperimentSpec in_halves = epochs;
  in_halves.training.optimizer = "adam";
  in_halves.training.learning_rate = 0.01;
  in_halves.continuation = {.format = "fp16", .onset = 3};
  cyclic.precision.ramp = 2;
  return {plain, cyclic, drawn, epochs, in_halves};
}

/// A network with batch norm, and a deficit at whose end it is re-estimated.
Base batch_norm_base() {
  ExperimentSpec spec = image_bases().front();
  spec.threads = 1;
  spec.training.batch_size = 16;
  spec.model.name = "small-cnn";
  spec.model.options.set("width", 2);
  spec.deficits = {{.kind = "blur", .onset = 4, .length = 6, .unit = "iteration"}};
  spec.recovery = {.batch_norm = "re-estimate", .batches = 2};
  return {spec, tiny_split(), "conv1"};
}

std::vector<Base> bases() {
  std::vector<Base> all = {text_base(), batch_norm_base()};
  for (const ExperimentSpec& spec : image_bases()) all.push_back({small_run(spec), tiny_split(), "fc1"});
  return all;
}

/// Their other value doesn't fit every base: windows past the end, points above the highest bits.
bool may_be_refused(const std::string& key) {
  return key.ends_with(".unit") || key == "recovery.batch_norm" || key == "training.iterations" ||
         key == "precision.max_bits";
}

TEST_F(SharedTraining, AChangeOfAnyOneDeclaredFieldIsSeenByTheTimelineOrByNobody) {
  std::map<std::string, int> of_use;  // fields by how often their change parted two runs somewhere
  for (const Base& base : bases()) {
    const ExperimentSpec& before = base.spec;
    ExperimentSpec probe = before;
    std::map<std::int64_t, State> unchanged;  // by steps
    const auto before_after = [&](std::int64_t steps) -> const State& {
      if (!unchanged.contains(steps)) unchanged.emplace(steps, trained(before, base.split, steps));
      return unchanged.at(steps);
    };
    for (std::size_t i = 0; i < spec_fields(probe).size(); ++i) {
      ExperimentSpec after = before;
      const Field field = spec_fields(after)[i];
      if (sharing_role(field.key) == SharingRole::keeps_apart) continue;
      std::visit(Change{field, base.layer}, field.storage);
      ASSERT_NE(after, before) << field.key;
      try {
        const RunTimeline a(before, timeline_steps_per_epoch), b(after, timeline_steps_per_epoch);
        const std::int64_t shared = shared_steps(a, b);
        of_use[without_number(field.key)] += shared < a.total_steps();
        if (sharing_role(field.key) == SharingRole::irrelevant) {
          ASSERT_EQ(shared, a.total_steps()) << field.key;
        }
        ASSERT_EQ(before_after(shared), trained(after, base.split, shared)) << field.key;
      } catch (const InputError& error) {
        EXPECT_TRUE(may_be_refused(field.key)) << field.key << ": " << error.what();
      }
    }
  }
  for (const auto& [key, times] : of_use)
    if (sharing_role(key) == SharingRole::described_by_step && times == 0)
      ADD_FAILURE() << key << " is declared to act through the steps, but no run here shows it";
}

}  // namespace
}  // namespace imprint::test
