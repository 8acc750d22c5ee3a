// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/run_timeline.h"

#include <gtest/gtest.h>

#include <map>
#include <optional>

#include "core/base/error.h"
#include "core/base/random_stream.h"
#include "tests/support/random_timeline.h"

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

TEST(SharedSteps, ACyclicScheduleThatAgreesAtTheOnsetPartsLater) {
  // CR over 100 steps in 4 cycles begins at 2 bits, as the deficit has them, and leaves them inside the window.
  ExperimentSpec a = experiment({window(0, 20)}), b = experiment({});
  for (ExperimentSpec* spec : {&a, &b}) {
    spec->precision.schedule = "CR";
    spec->precision.cycles = 4;
    spec->precision.min_bits = 2;
  }
  const PrecisionPlan plan(b, 100, per_epoch);
  std::int64_t first = 0;
  while (plan.at(first).activation.bits == 2) ++first;
  ASSERT_GT(first, 0);
  ASSERT_LT(first, 20);
  EXPECT_EQ(shared(a, b), first);
}

TEST(SharedSteps, DataDeficitsAreComparedWhole) {
  ExperimentSpec a = experiment({window(10, 20)}), b = a;
  a.deficits[0].kind = b.deficits[0].kind = "blur";
  b.deficits[0].resampling = "bilinear";
  EXPECT_EQ(shared(a, b), 10);
  a.deficits[0].kind = b.deficits[0].kind = "flip";  // which has nothing to resample
  EXPECT_EQ(shared(a, b), 100);
}

TEST(SharedSteps, EvaluationsCount) {
  // Both train at 2 bits throughout, but are evaluated at their highest.
  ExperimentSpec a = experiment({window(0, 100)}), b = a;
  b.precision.max_bits = 6;
  EXPECT_EQ(shared(a, b), 0);
  a.evaluation.precision = b.evaluation.precision = {"scheduled"};
  EXPECT_EQ(shared(a, b), 100);
}

TEST(SharedSteps, AWarmUpThatDiffersPartsRunsAtTheFirstStep) {
  ExperimentSpec a = experiment({}), b = a;
  b.training.lr_warmup = 2;
  EXPECT_EQ(shared(a, b), 0);
  a.training.lr_warmup = 2;
  EXPECT_EQ(shared(a, b), 100);
}

TEST(SharedSteps, RunsOfOtherConditionsShareNothing) {
  ExperimentSpec a = experiment({}), b = a;
  b.seed = 2;
  EXPECT_EQ(shared(a, b), 0);
  EXPECT_EQ(shared_steps(RunTimeline(a, 10), RunTimeline(a, 20)), 0);
}

/// A rate that falls on a plateau: which rate a step has is not known beforehand.
ExperimentSpec with_plateau(ExperimentSpec spec, int patience = 3) {
  spec.training.lr_schedule = "plateau";
  spec.training.lr_patience = patience;
  return spec;
}

TEST(StateRule, IsTheSameOnlyWhileAllEarlierStepsWere) {
  ExperimentSpec blurred = experiment({window(20, 10)});
  blurred.deficits[0].kind = "blur";
  const RunTimeline with(with_plateau(blurred), per_epoch), without(with_plateau(experiment({})), per_epoch);
  EXPECT_EQ(shared_steps(with, without), 20);
  EXPECT_TRUE(with.same_step(without, 19));
  EXPECT_EQ(with.at(50), without.at(50));
  EXPECT_FALSE(with.same_step(without, 50));  // described alike, but the rule has seen other losses
  const RunTimeline plain(blurred, per_epoch), plain_without(experiment({}), per_epoch);
  EXPECT_TRUE(plain.same_step(plain_without, 50));
}

TEST(StateRule, PartsRunsWhereItsInputsDiffer) {
  const ExperimentSpec spec = experiment({});
  EXPECT_EQ(shared(with_plateau(spec), with_plateau(spec)), 100);
  EXPECT_EQ(shared(with_plateau(spec, 3), with_plateau(spec, 4)), 0);
  EXPECT_EQ(shared(with_plateau(spec), spec), 0) << "a constant rate, which has the same formula";
  EXPECT_EQ(shared(with_plateau(spec, 3), with_plateau(spec, 4), {.learning_rate = false}), 100);
}

TEST(StateRule, PartsRunsWhereAWindowActsOnIt) {
  const ExperimentSpec running = with_plateau(experiment({window(20, 10)}));
  ExperimentSpec frozen = running, restarted = running;
  frozen.training.lr_clock = "frozen";
  restarted.training.lr_restart = true;
  EXPECT_EQ(shared(running, frozen), 20) << "evaluations within the window are passed over";
  EXPECT_EQ(shared(running, restarted), 30) << "it begins anew behind the window";
}

/// The obvious way.
std::int64_t shared_by_counting(const RunTimeline& a, const RunTimeline& b, TimelineParts parts) {
  const std::int64_t shorter = std::min(a.total_steps(), b.total_steps());
  std::int64_t counted = 0;
  while (counted < shorter && a.same_step(b, counted, parts)) ++counted;
  const bool same_end = counted == a.total_steps() && counted == b.total_steps();
  return same_end ? counted : std::min(counted, shorter - 1);
}

std::optional<RunTimeline> timeline_of(const ExperimentSpec& spec) {
  try {
    return RunTimeline(spec, test::timeline_steps_per_epoch);
  } catch (const InputError&) {
    return std::nullopt;  // a window past the end
  }
}

TEST(SharedSteps, TheShortWayAgreesWithCountingEveryStep) {
  std::map<std::string, int> met;
  int pairs = 0, parted = 0;
  for (std::uint64_t seed = 0; seed < 6000; ++seed) {
    RandomStream stream(mix64(seed));
    const std::vector<ExperimentSpec> specs = test::random_timelines(stream, 2);
    const auto a = timeline_of(specs[0]), b = timeline_of(specs[1]);
    if (!a || !b) continue;
    ++pairs;
    ++met[specs[1].precision.schedule + " " + specs[1].training.lr_schedule];
    for (const DeficitSpec& deficit : specs[1].deficits) ++met[deficit.kind];
    for (const TimelineParts parts :
         {TimelineParts{}, TimelineParts{.learning_rate = false}, TimelineParts{.precision_schedule = false}}) {
      const std::int64_t counted = shared_by_counting(*a, *b, parts);
      ASSERT_EQ(shared_steps(*a, *b, parts), counted) << seed;
      parted += counted > 0 && counted + 1 < std::min(a->total_steps(), b->total_steps());
    }
  }
  EXPECT_GT(pairs, 3000);
  EXPECT_GT(parted, 1000);             // somewhere in between: neither at once nor never
  EXPECT_EQ(met.size(), 12 * 4 + 5U);  // every schedule with every rate, and every kind
}

}  // namespace
}  // namespace imprint
