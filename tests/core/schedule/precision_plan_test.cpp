// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/precision_plan.h"

#include <gtest/gtest.h>

#include "core/base/error.h"

namespace imprint {
namespace {

DeficitSpec precision_deficit(double onset, double length, int bits, int backward_bits = 0) {
  return {.kind = "precision",
          .onset = onset,
          .length = length,
          .unit = "iteration",
          .bits = bits,
          .backward_bits = backward_bits};
}

TEST(PrecisionPlan, DeficitOverridesForwardBitsInItsWindowOnly) {
  ExperimentSpec spec;  // static 8/8
  spec.deficits = {precision_deficit(10, 5, 3)};
  const PrecisionPlan plan(spec, 30, 10);
  for (int step = 0; step < 30; ++step) {
    const bool inside = step >= 10 && step < 15;
    EXPECT_EQ(plan.at(step), (StepPrecision{inside ? 3 : 8, 8})) << step;
    EXPECT_EQ(plan.in_deficit(step), inside) << step;
  }
}

TEST(PrecisionPlan, DeficitMayOverrideBackwardBits) {
  ExperimentSpec spec;
  spec.deficits = {precision_deficit(0, 5, 3, 4)};
  EXPECT_EQ(PrecisionPlan(spec, 10, 10).at(0), (StepPrecision{3, 4}));
  EXPECT_EQ(PrecisionPlan(spec, 10, 10).at(5), (StepPrecision{8, 8}));
}

TEST(PrecisionPlan, LaterDeficitOfTheSpecWinsWhereTheyOverlap) {
  ExperimentSpec spec;
  spec.deficits = {precision_deficit(0, 10, 3), precision_deficit(5, 10, 5)};
  const PrecisionPlan plan(spec, 20, 10);
  EXPECT_EQ(plan.at(4).forward_bits, 3);
  EXPECT_EQ(plan.at(5).forward_bits, 5);
  EXPECT_EQ(plan.at(14).forward_bits, 5);
  EXPECT_EQ(plan.at(15).forward_bits, 8);
}

TEST(PrecisionPlan, DataDeficitsLeaveThePrecisionAlone) {
  ExperimentSpec spec;
  spec.precision.schedule = "CR";
  spec.deficits = {{.kind = "blur", .onset = 0, .length = 50, .unit = "iteration"}};
  const PrecisionPlan plan(spec, 100, 10), baseline(spec, 100, 10, false);
  for (int step = 0; step < 100; ++step) EXPECT_EQ(plan.at(step), baseline.at(step));
  EXPECT_TRUE(plan.in_deficit(0));
  EXPECT_FALSE(plan.in_deficit(50));
}

TEST(PrecisionPlan, BaselineHasNoDeficits) {
  ExperimentSpec spec;
  spec.deficits = {precision_deficit(0, 10, 3)};
  const PrecisionPlan baseline(spec, 20, 10, false);
  EXPECT_TRUE(baseline.windows().empty());
  EXPECT_EQ(baseline.at(0), (StepPrecision{8, 8}));
  EXPECT_FALSE(baseline.in_deficit(0));
}

TEST(PrecisionPlan, DeficitActsOnTopOfACyclicSchedule) {
  ExperimentSpec spec;
  spec.precision.schedule = "LT";
  spec.deficits = {precision_deficit(0, 10, 4)};
  const PrecisionPlan plan(spec, 800, 100);
  EXPECT_EQ(plan.at(0).forward_bits, 4);
  EXPECT_EQ(plan.at(10).forward_bits, plan.schedule().bits_at(10));
}

TEST(PrecisionPlan, ADeficitMayStrikeNamedLayersAlone) {
  ExperimentSpec spec;
  spec.deficits = {precision_deficit(0, 10, 3), precision_deficit(5, 10, 2, 4)};
  spec.deficits[1].layers = {"conv2"};
  const PrecisionPlan plan(spec, 20, 10);
  EXPECT_EQ(plan.named_layers(), std::vector<std::string>{"conv2"});
  EXPECT_EQ(plan.at(0, "conv2"), (StepPrecision{3, 8}));
  EXPECT_TRUE(plan.exceptions_at(0).empty());
  EXPECT_EQ(plan.at(5), (StepPrecision{3, 8}));
  EXPECT_EQ(plan.at(5, "conv1"), (StepPrecision{3, 8}));
  EXPECT_EQ(plan.exceptions_at(5), (std::vector<LayerPrecision>{{"conv2", {2, 4}}}));
  EXPECT_EQ(plan.at(10), (StepPrecision{8, 8}));
  EXPECT_EQ(plan.exceptions_at(14), (std::vector<LayerPrecision>{{"conv2", {2, 4}}}));
  EXPECT_TRUE(plan.exceptions_at(15).empty());
}

TEST(PrecisionPlan, RefusesADeficitBeyondTheRun) {
  ExperimentSpec spec;
  spec.deficits = {precision_deficit(0, 21, 3)};
  EXPECT_THROW(PrecisionPlan(spec, 20, 10), InputError);
}

}  // namespace
}  // namespace imprint
