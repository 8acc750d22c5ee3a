// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/run_cost.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <optional>

#include "core/base/error.h"
#include "core/schedule/precision_cost.h"
#include "tests/support/expect_error.h"
#include "tests/support/random_timeline.h"

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

/// Layer by layer, image by image. What `macs` has beside its layers is the classifier's.
double slow_bit_operations(const PrecisionPlan& plan, const ModelMacs& model, const std::vector<std::int64_t>& images,
                           std::int64_t steps) {
  double sum = 0;
  for (std::int64_t step = 0; step < steps; ++step) {
    const auto add = [&](std::int64_t count, const LayerPrecision& bits) {
      const double w = bits.weight.bits, a = bits.activation.bits, g = bits.gradient.bits;
      sum +=
          static_cast<double>(count * images[static_cast<std::size_t>(step) % images.size()]) * (w * a + w * g + a * g);
    };
    std::int64_t classifier = model.total;
    for (const auto& [layer, count] : model.layers) {
      add(count, plan.at(step, layer));
      classifier -= count;
    }
    add(classifier, plan.at(step));
  }
  return sum;
}

/// Of the same run under static precision, in batches of 8; gradients as `gradients_of` has them, where it is given.
double slow_static_operations(ExperimentSpec spec, int bits, const ModelMacs& model,
                              const PrecisionPlan* gradients_of = nullptr) {
  spec.precision.schedule = "static";
  spec.precision.max_bits = bits;
  spec.precision.curve = spec.precision.backward_curve = {};
  const PrecisionPlan plan(spec, run_length(spec, test::timeline_steps_per_epoch));
  double sum = 0;
  for (std::int64_t step = 0; step < plan.length().total_steps; ++step) {
    const auto add = [&](std::int64_t count, const LayerPrecision& own, const LayerPrecision& planned) {
      const double w = own.weight.bits, a = own.activation.bits, g = planned.gradient.bits;
      sum += static_cast<double>(8 * count) * (w * a + w * g + a * g);
    };
    const PrecisionPlan& gradients = gradients_of != nullptr ? *gradients_of : plan;
    std::int64_t classifier = model.total;
    for (const auto& [layer, count] : model.layers) {
      add(count, plan.at(step, layer), gradients.at(step, layer));
      classifier -= count;
    }
    add(classifier, plan.at(step), gradients.at(step));
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
      EXPECT_NEAR(cost.bit_operations(steps), slow_bit_operations(plan, macs, {40, 40, 10}, steps),
                  1e-9 * cost.bit_operations(12))
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
  const PlanCost cost = plan_cost(plan_of(spec), spec.precision, &macs);
  EXPECT_NEAR(cost.saving, 0, 1e-15);
  EXPECT_EQ(cost.deficit_steps, 3) << "so that it is told with the saving";
}

// Every schedule, drawn curves, budgets, and deficits of the network and of layers that overlap: with batches of one
// size the relative cost is that of the operations, and the plan's cost is the run's.
TEST(RunCost, IsThatOfEveryLayerOfExperimentsAtRandom) {
  const ModelMacs mlp{1000, {{"fc1", 600}, {"fc2", 250}, {"fc3", 50}}};
  const BatchSizes even{6 * 8, 8};
  int runs = 0, with_layers = 0;
  for (std::uint64_t seed = 0; seed < 2000; ++seed) {
    RandomStream stream(mix64(seed));
    const ExperimentSpec spec = test::random_timelines(stream, 2)[1];
    std::optional<PrecisionPlan> plan;
    try {
      plan.emplace(spec, run_length(spec, test::timeline_steps_per_epoch));
    } catch (const InputError&) {
      continue;  // a window after the end, more cycles than steps
    }
    ++runs;
    const std::int64_t steps = plan->length().total_steps;
    const RunCost cost(*plan, mlp, even);
    const double slow = slow_bit_operations(*plan, mlp, {8}, steps);
    with_layers += std::ranges::any_of(first_departures(*plan).layers, [&](std::int64_t step) { return step < steps; });
    ASSERT_NEAR(cost.bit_operations(steps), slow, 1e-12 * slow) << seed;
    ASSERT_NEAR(cost.relative(steps), slow / (8000.0 * 3 * 32 * 32 * static_cast<double>(steps)), 1e-12) << seed;
    const PlanCost of_plan = plan_cost(*plan, spec.precision, &mlp);
    ASSERT_NEAR(of_plan.relative_cost, cost.relative(steps), 1e-12) << seed;
    ASSERT_LE(of_plan.lowest_relative_cost, of_plan.relative_cost + 1e-12) << seed;
    const double whole = 8000.0 * 3 * 32 * 32 * static_cast<double>(steps);
    ASSERT_NEAR(of_plan.static_relative_cost, slow_static_operations(spec, spec.precision.max_bits, mlp) / whole, 1e-12)
        << seed;
    const int least = std::min(spec.precision.min_bits, spec.precision.max_bits);
    ASSERT_NEAR(of_plan.lowest_relative_cost, slow_static_operations(spec, least, mlp, &*plan) / whole, 1e-12) << seed;
  }
  EXPECT_GT(runs, 1000);
  EXPECT_GT(with_layers, 200);
}

TEST(RunCost, NamesALayerThatTheModelDoesNotHave) {
  EXPECT_EQ(
      test::input_error_of([] { require_known_layers(plan_of(experiment({"conv3"})), macs, "small-cnn"); }),
      "deficit.layers names \"conv3\", which small-cnn has not among its quantized layers: conv1 or conv2; did you "
      "mean conv1?");
}

}  // namespace
}  // namespace imprint
