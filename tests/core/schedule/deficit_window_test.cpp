// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/deficit_window.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/expect_error.h"

namespace imprint {
namespace {

using ::testing::HasSubstr;

DeficitSpec deficit(double onset, double length, const char* unit) {
  return {.onset = onset, .length = length, .unit = unit};
}

TEST(ResolveWindow, CountsInEveryUnit) {
  EXPECT_EQ(resolve_window(deficit(5, 10, "iteration"), 0, 100, 20), (StepWindow{5, 15}));
  EXPECT_EQ(resolve_window(deficit(1, 2, "epoch"), 0, 100, 20), (StepWindow{20, 60}));
  EXPECT_EQ(resolve_window(deficit(0.25, 0.5, "fraction"), 0, 100, 20), (StepWindow{25, 75}));
}

TEST(ResolveWindow, RoundsBothEndsSoThatNeighboursMeet) {
  const auto first = resolve_window(deficit(0, 1.0 / 3, "fraction"), 0, 100, 20);
  const auto second = resolve_window(deficit(1.0 / 3, 1.0 / 3, "fraction"), 1, 100, 20);
  const auto third = resolve_window(deficit(2.0 / 3, 1.0 / 3, "fraction"), 2, 100, 20);
  EXPECT_EQ(first, (StepWindow{0, 33}));
  EXPECT_EQ(second, (StepWindow{33, 67}));
  EXPECT_EQ(third, (StepWindow{67, 100}));
}

TEST(ResolveWindow, MayCoverTheWholeRun) {
  EXPECT_EQ(resolve_window(deficit(0, 5, "epoch"), 0, 100, 20), (StepWindow{0, 100}));
}

TEST(ResolveWindow, RefusesWindowsOutsideTheRunNamingTheField) {
  const auto error = [](const DeficitSpec& spec) {
    return test::input_error_of([&] { resolve_window(spec, 1, 100, 20); });
  };
  EXPECT_EQ(error(deficit(-3, 5, "iteration")), "deficit.1.onset must be at least 0, but is -3");
  EXPECT_EQ(error(deficit(0, 0.001, "fraction")), "deficit.1.length must be at least one step, but is 0.001 fraction");
  EXPECT_THAT(error(deficit(0, 1, "minutes")), HasSubstr("deficit.1.unit must be iteration, epoch or fraction"));
}

TEST(RunLength, KeepsTheOrderOfTheSpecAndNamesTheCulprit) {
  ExperimentSpec spec;
  spec.deficits = {deficit(50, 10, "iteration"), deficit(0, 10, "iteration")};
  EXPECT_EQ(run_length_of(spec, 100, 20).windows, (std::vector<StepWindow>{{50, 60}, {0, 10}}));
  spec.deficits.push_back(deficit(99, 2, "iteration"));
  EXPECT_EQ(test::input_error_of([&] { run_length_of(spec, 100, 20); }),
            "deficit.2.length must end within the run of 100 steps, but onset + length is step 101");
}

TEST(MergedWindows, AreAscendingAndApart) {
  EXPECT_EQ(merged_windows({{50, 60}, {0, 10}, {10, 20}, {15, 18}, {30, 40}}),
            (std::vector<StepWindow>{{0, 20}, {30, 40}, {50, 60}}));
  EXPECT_TRUE(merged_windows({}).empty());
}

TEST(DeficitWindow, TheHullHoldsAllOfThem) {
  EXPECT_EQ(hull_of({{50, 60}, {0, 10}, {30, 55}}), (StepWindow{0, 60}));
  EXPECT_EQ(hull_of({{20, 30}}), (StepWindow{20, 30}));
  EXPECT_EQ(hull_of({}), (StepWindow{0, 0}));
}

TEST(RunLength, ACleanBudgetCountsTheStepsOutsideDeficitsOnly) {
  ExperimentSpec spec;
  spec.training.budget = "clean";
  spec.deficits = {deficit(0, 0.5, "fraction"), deficit(30, 40, "iteration")};  // steps 0-50 and 30-70: 70 of them
  const RunLength length = run_length_of(spec, 100, 20);
  EXPECT_EQ(length.windows, (std::vector<StepWindow>{{0, 50}, {30, 70}}));
  EXPECT_EQ(length.total_steps, 170);
  EXPECT_EQ(length.budget_steps, 100);
  EXPECT_EQ(run_length_of(spec, 100, 20, false).total_steps, 100);
}

TEST(TrainingBudgetSteps, IterationsWinOverEpochs) {
  EXPECT_EQ(training_budget_steps({.epochs = 3}, 79), 237);
  EXPECT_EQ(training_budget_steps({.epochs = 3, .iterations = 100}, 79), 100);
}

}  // namespace
}  // namespace imprint
