// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/run_cost.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/schedule/precision_cost.h"
#include "tests/support/expect_error.h"

namespace imprint {
namespace {

const ModelMacs macs{1000, {{"conv1", 200}, {"conv2", 700}}};  // and a classifier of 100
constexpr BatchSizes batches{90, 40};                          // 40, 40, 10

ExperimentSpec experiment(const std::vector<std::string>& layers) {
  ExperimentSpec spec;
  spec.training.epochs = 4;
  spec.precision = {.schedule = "CR", .cycles = 2, .min_bits = 3, .max_bits = 8};
  spec.deficits = {{.kind = "precision", .onset = 1, .length = 1, .unit = "epoch", .bits = 2, .layers = layers}};
  return spec;
}

PrecisionPlan plan_of(const ExperimentSpec& spec) { return {spec, run_length(spec, batches.steps_per_epoch())}; }

/// Layer by layer, image by image.
double slow_bit_operations(const PrecisionPlan& plan, std::int64_t steps) {
  const std::vector<std::pair<std::string, std::int64_t>> all = {{"conv1", 200}, {"conv2", 700}, {"fc", 100}};
  const std::vector<std::int64_t> images = {40, 40, 10};
  double sum = 0;
  for (std::int64_t step = 0; step < steps; ++step)
    for (const auto& [layer, count] : all) {
      const StepPrecision bits = layer == "fc" ? plan.at(step) : plan.at(step, layer);
      const double q = bits.forward_bits, b = bits.backward_bits;
      sum += static_cast<double>(count * images[static_cast<std::size_t>(step % 3)]) * (q * q + 2 * q * b);
    }
  return sum;
}

TEST(BatchSizes, EndEachEpochWithWhatIsLeft) {
  EXPECT_EQ(batches.steps_per_epoch(), 3);
  for (const std::int64_t step : {0, 1, 3, 4}) EXPECT_EQ(batches.at(step), 40);
  for (const std::int64_t step : {2, 5, 302}) EXPECT_EQ(batches.at(step), 10);
  EXPECT_EQ((BatchSizes{80, 40}.at(1)), 40);
}

TEST(RunCost, CountsLayersAndShortBatches) {
  for (const auto& layers : {std::vector<std::string>{}, {"conv2"}, {"conv1", "conv2"}}) {
    const PrecisionPlan plan = plan_of(experiment(layers));
    const RunCost cost(plan, macs, batches);
    for (std::int64_t steps = 0; steps <= plan.length().total_steps; ++steps)
      EXPECT_NEAR(cost.bit_operations(steps), slow_bit_operations(plan, steps), 1e-9 * cost.bit_operations(12))
          << steps;
  }
}

TEST(RunCost, EndsAtThePlansCost) {
  for (const auto& layers : {std::vector<std::string>{}, {"conv2"}, {"conv1", "conv2"}}) {
    const ExperimentSpec spec = experiment(layers);
    const PrecisionPlan plan = plan_of(spec);
    const PlanCost of_plan = plan_cost(plan, spec.precision, &macs);
    EXPECT_NEAR(RunCost(plan, macs, batches).relative(12), of_plan.relative_cost, 1e-15);
    EXPECT_LE(of_plan.lowest_relative_cost, of_plan.relative_cost);
    EXPECT_LE(of_plan.relative_cost, of_plan.static_relative_cost);
  }
}

TEST(RunCost, ADeficitOfOneLayerIsNoSavingOfTheSchedule) {
  ExperimentSpec spec = experiment({"conv2"});
  spec.precision.schedule = "static";
  EXPECT_NEAR(plan_cost(plan_of(spec), spec.precision, &macs).saving, 0, 1e-15);
}

TEST(RunCost, NamesALayerThatTheModelDoesNotHave) {
  EXPECT_EQ(
      test::input_error_of([] { require_known_layers(plan_of(experiment({"conv3"})), macs, "small-cnn"); }),
      "deficit.layers names \"conv3\", which small-cnn has not among its quantized layers: conv1 or conv2; did you "
      "mean conv1?");
}

}  // namespace
}  // namespace imprint
