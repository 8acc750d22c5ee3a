// SPDX-License-Identifier: GPL-3.0-or-later
// Every model in 16 bits: what it answers, what its weights become, and the same on the processor's own multipliers.
#include <ATen/core/Tensor.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/equal.h>
#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "core/formats/half/working_values.h"
#include "core/train/threads.h"
#include "core/train/trainer.h"
#include "tests/support/tiny_experiment.h"

namespace imprint::test {
namespace {

struct HeldModel {
  std::string model;
  bool reads_text = false;
  double learning_rate = 0.05;
};

std::string name_of(const testing::TestParamInfo<HeldModel>& info) {
  std::string name = info.param.model;
  std::erase(name, '-');
  return name;
}

class HeldModels : public testing::TestWithParam<HeldModel> {
 protected:
  HeldModels() { use_threads(1); }

  ExperimentSpec spec(const std::string& format, bool has_masters) const {
    ExperimentSpec spec = GetParam().reads_text ? tiny_text_spec() : tiny_spec();
    spec.model.name = GetParam().model;
    spec.model.options.set("width_multiplier", 0.125);
    spec.training.iterations = 8;
    spec.training.learning_rate = GetParam().learning_rate;
    spec.training.lr_schedule = "constant";
    spec.precision.max_bits = spec.precision.backward_bits = 32;
    spec.deficits.clear();
    spec.continuation = {.format = format, .onset = 2, .unit = "iteration", .master_weights = has_masters};
    return spec;
  }
  DatasetSplit split() const { return GetParam().reads_text ? tiny_text() : tiny_split(); }
};
INSTANTIATE_TEST_SUITE_P(Models, HeldModels,
                         testing::Values(HeldModel{"mlp"}, HeldModel{"small-cnn"}, HeldModel{"resnet20"},
                                         HeldModel{"mobilenetv2", false, 0.001}, HeldModel{"rnn", true},
                                         HeldModel{"lstm", true}, HeldModel{"transformer", true}),
                         name_of);

TEST_P(HeldModels, AnswerInTheFormatAndKeepTheirWeightsInIt) {
  const DatasetSplit data = split();
  for (const NumberFormat format : {bf16_format, fp16_format}) {
    Trainer trainer(spec(format_name(format), false), true, data);
    for (int i = 0; i < 8; ++i) EXPECT_TRUE(std::isfinite(trainer.step().loss));
    const at::NoGradGuard no_gradients;
    for (const at::Tensor& weight : trainer.network().parameters())
      EXPECT_TRUE(at::equal(weight, half_values(weight, format))) << format_name(format);
    ForwardContext context;
    context.precision.working = format;
    Inputs inputs = data.test->gather(data.test->evaluation_plan()->at(0).samples).inputs;
    const at::Tensor full = trainer.network().forward(inputs, {});
    if (inputs.values.is_floating_point()) inputs.values = half_values(inputs.values, format);
    const at::Tensor held = trainer.network().forward(inputs, context);
    EXPECT_TRUE(at::equal(held, half_values(held, format))) << format_name(format);
    EXPECT_LT(((held - full).abs().max() / full.abs().max()).item<double>(), 0.1) << "and is about what fp32 answers";
    EXPECT_FALSE(at::equal(held, full));
  }
}

TEST_P(HeldModels, LearnAlikeOnEveryExecutorAndBesideFp32) {
  const DatasetSplit data = split();
  for (const bool has_masters : {false, true}) {
    ExperimentSpec own = spec("bf16", has_masters), emulated = own, full = own;
    emulated.precision.executor = "simulated";
    full.continuation = {};
    Trainer a(own, true, data), b(emulated, true, data), c(full, true, data);
    for (int i = 0; i < 8; ++i) {
      const double found = a.step().loss, wanted = b.step().loss, plain = c.step().loss;
      EXPECT_NEAR(found, wanted, 0.03 * wanted) << i;
      EXPECT_NEAR(wanted, plain, 0.05 * plain) << i;
      if (i < 2) {
        EXPECT_EQ(wanted, plain) << "in fp32 before the onset";
      }
    }
  }
}

}  // namespace
}  // namespace imprint::test
