// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/run_timeline.h"

#include <gtest/gtest.h>

#include "core/base/random_stream.h"

namespace imprint {
namespace {

constexpr std::int64_t per_epoch = 10;

ExperimentSpec experiment(std::vector<DeficitSpec> deficits) {
  ExperimentSpec spec;
  spec.training.iterations = 100;
  spec.training.lr_schedule = "constant";
  spec.deficits = std::move(deficits);
  return spec;
}

DeficitSpec window(double onset, double length, int bits = 2) {
  return {.onset = onset, .length = length, .unit = "iteration", .bits = bits};
}

std::int64_t shared(const ExperimentSpec& a, const ExperimentSpec& b, TimelineParts parts = {}) {
  return shared_steps(RunTimeline(a, per_epoch), RunTimeline(b, per_epoch), parts);
}

TEST(SharedSteps, AWindowSharesUpToItsOnsetWithTheBaseline) {
  EXPECT_EQ(shared(experiment({window(30, 20)}), experiment({})), 30);
  EXPECT_EQ(shared(experiment({window(0, 20)}), experiment({})), 0);
}

TEST(SharedSteps, WindowsOfOneOnsetShareUpToTheEndOfTheShorter) {
  EXPECT_EQ(shared(experiment({window(30, 20)}), experiment({window(30, 40)})), 50);
  EXPECT_EQ(shared(experiment({window(30, 20, 2)}), experiment({window(30, 20, 3)})), 30);
}

TEST(SharedSteps, EqualRunsShareEverything) {
  EXPECT_EQ(shared(experiment({window(30, 20)}), experiment({window(30, 20)})), 100);
  // Bits of a data deficit mean nothing.
  ExperimentSpec a = experiment({window(30, 20, 2)}), b = experiment({window(30, 20, 5)});
  a.deficits[0].kind = b.deficits[0].kind = "blur";
  EXPECT_EQ(shared(a, b), 100);
}

TEST(SharedSteps, TheLastStepOfTheShorterRunIsItsOwn) {
  ExperimentSpec longer = experiment({});
  longer.training.iterations = 200;
  EXPECT_EQ(shared(experiment({}), longer), 99);
}

TEST(SharedSteps, AFrozenClockLetsInitialDeficitsShareTheirSteps) {
  ExperimentSpec shorter = experiment({window(0, 20)}), longer = experiment({window(0, 60)});
  for (ExperimentSpec* spec : {&shorter, &longer}) {
    spec->training.budget = "clean";
    spec->training.lr_schedule = "cosine";
  }
  EXPECT_LE(shared(shorter, longer), 1);  // a cosine over 120 and one over 160 steps
  EXPECT_EQ(shared(shorter, longer, {.learning_rate = false}), 20);
  for (ExperimentSpec* spec : {&shorter, &longer}) spec->training.lr_clock = "frozen";
  EXPECT_EQ(shared(shorter, longer), 20);
}

TEST(SharedSteps, ARestartPartsRunsWhereTheDeficitEnds) {
  ExperimentSpec plain = experiment({window(0, 30)}), restarted = plain;
  plain.training.lr_schedule = restarted.training.lr_schedule = "exponential";
  restarted.training.lr_restart = true;
  EXPECT_EQ(shared(plain, restarted), 30);
}

TEST(SharedSteps, CyclicSchedulesOfDifferentTotalsPart) {
  ExperimentSpec a = experiment({}), b = experiment({});
  a.precision.schedule = b.precision.schedule = "CR";
  b.training.iterations = 200;
  EXPECT_LT(shared(a, b), 20);
  EXPECT_EQ(shared(a, b, {.precision_schedule = false}), 99);
}

TEST(SharedSteps, LayersCount) {
  ExperimentSpec a = experiment({window(10, 20)}), b = a;
  b.deficits[0].layers = {"conv2"};
  EXPECT_EQ(shared(a, b), 10);
  a.deficits[0].layers = {"conv1"};
  EXPECT_EQ(shared(a, b), 10);
}

TEST(SameConditions, HoldsForWhatNoStepDependsOn) {
  ExperimentSpec a = experiment({}), b = experiment({window(0, 5)});
  b.name = "other";
  b.comparison.final_value = "best";
  b.checkpoint.keep = 7;
  b.training.learning_rate = 1;
  EXPECT_TRUE(same_conditions(a, b));
  for (const auto change : {+[](ExperimentSpec& spec) { spec.seed = 9; }, +[](ExperimentSpec& spec) { spec.threads = 3; },
                            +[](ExperimentSpec& spec) { spec.training.weight_decay = 0; },
                            +[](ExperimentSpec& spec) { spec.probe.samples = 7; },
                            +[](ExperimentSpec& spec) { spec.precision.max_bits = 7; }}) {
    ExperimentSpec changed = a;
    change(changed);
    EXPECT_FALSE(same_conditions(a, changed));
  }
}

TEST(SharedSteps, TheShortWayAgreesWithCountingEveryStep) {
  const std::vector<std::string> schedules = {"constant", "cosine", "exponential", "piecewise"};
  const std::vector<std::string> kinds = {"precision", "blur", "flip"};
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    RandomStream stream(mix64(seed));
    const auto random_run = [&] {
      std::vector<DeficitSpec> deficits;
      for (std::uint64_t i = stream.below(3); i-- > 0;) {
        deficits.push_back(window(10.0 * static_cast<double>(stream.below(5)), 10.0 * static_cast<double>(1 + stream.below(3)),
                                  2 + static_cast<int>(stream.below(2))));
        deficits.back().kind = kinds[stream.below(kinds.size())];
      }
      ExperimentSpec spec = experiment(deficits);
      spec.training.iterations = 80 + 20 * static_cast<std::int64_t>(stream.below(2));
      spec.training.lr_schedule = schedules[stream.below(seed % 2 == 0 ? 1 : schedules.size())];
      spec.training.budget = stream.below(2) == 0 ? "clean" : "total";
      spec.training.lr_clock = stream.below(3) == 0 ? "frozen" : "running";
      spec.training.lr_restart = stream.below(4) == 0;
      return spec;
    };
    const RunTimeline a(random_run(), per_epoch), b(random_run(), per_epoch);
    const std::int64_t shorter = std::min(a.total_steps(), b.total_steps());
    std::int64_t counted = 0;
    while (counted < shorter && a.same_step(b, counted)) ++counted;
    if (counted < a.total_steps() || counted < b.total_steps()) counted = std::min(counted, shorter - 1);
    ASSERT_EQ(shared_steps(a, b), counted) << seed;
  }
}

}  // namespace
}  // namespace imprint
