// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/precision_plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/error.h"
#include "core/spec/baseline_spec.h"

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
    EXPECT_EQ(plan.at(step), (layer_precision(inside ? 3 : 8, 8))) << step;
    EXPECT_EQ(plan.in_deficit(step), inside) << step;
  }
}

TEST(PrecisionPlan, DeficitMayOverrideBackwardBits) {
  ExperimentSpec spec;
  spec.deficits = {precision_deficit(0, 5, 3, 4)};
  EXPECT_EQ(PrecisionPlan(spec, 10, 10).at(0), (layer_precision(3, 4)));
  EXPECT_EQ(PrecisionPlan(spec, 10, 10).at(5), (layer_precision(8, 8)));
}

TEST(PrecisionPlan, LaterDeficitOfTheSpecWinsWhereTheyOverlap) {
  ExperimentSpec spec;
  spec.deficits = {precision_deficit(0, 10, 3), precision_deficit(5, 10, 5)};
  const PrecisionPlan plan(spec, 20, 10);
  EXPECT_EQ(plan.at(4).activation.bits, 3);
  EXPECT_EQ(plan.at(5).activation.bits, 5);
  EXPECT_EQ(plan.at(14).activation.bits, 5);
  EXPECT_EQ(plan.at(15).activation.bits, 8);
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
  EXPECT_EQ(baseline.at(0), (layer_precision(8, 8)));
  EXPECT_FALSE(baseline.in_deficit(0));
}

TEST(PrecisionPlan, DeficitActsOnTopOfACyclicSchedule) {
  ExperimentSpec spec;
  spec.precision.schedule = "LT";
  spec.deficits = {precision_deficit(0, 10, 4)};
  const PrecisionPlan plan(spec, 800, 100);
  EXPECT_EQ(plan.at(0).activation.bits, 4);
  EXPECT_EQ(plan.at(10).activation.bits, plan.schedule().bits_at(10));
}

TEST(PrecisionPlan, ADeficitMayStrikeNamedLayersAlone) {
  ExperimentSpec spec;
  spec.deficits = {precision_deficit(0, 10, 3), precision_deficit(5, 10, 2, 4)};
  spec.deficits[1].layers = {"conv2"};
  const PrecisionPlan plan(spec, 20, 10);
  EXPECT_EQ(plan.named_layers(), std::vector<std::string>{"conv2"});
  EXPECT_EQ(plan.at(0, "conv2"), (layer_precision(3, 8)));
  EXPECT_TRUE(plan.all_at(0).layers.empty());
  EXPECT_EQ(plan.at(5), (layer_precision(3, 8)));
  EXPECT_EQ(plan.at(5, "conv1"), (layer_precision(3, 8)));
  const std::vector<NamedLayerPrecision> struck = {{"conv2", layer_precision(2, 4)}};
  EXPECT_EQ(plan.all_at(5).layers, struck);
  EXPECT_EQ(plan.at(10), (layer_precision(8, 8)));
  EXPECT_EQ(plan.all_at(14).layers, struck);
  EXPECT_TRUE(plan.all_at(15).layers.empty());
}

TEST(PrecisionPlan, WeightsAndActivationsMayHaveConstantBits) {
  ExperimentSpec spec;
  spec.precision = {.schedule = "CR", .cycles = 2, .min_bits = 3, .max_bits = 8, .weight_bits = 4};
  const PrecisionPlan plan(spec, 40, 10);
  EXPECT_TRUE(plan.weights_may_part());
  for (int step = 0; step < 40; ++step)
    EXPECT_EQ(plan.at(step), layer_precision(4, plan.schedule().bits_at(step), 8)) << step;
  spec.precision.activation_bits = 6;
  EXPECT_EQ(PrecisionPlan(spec, 40, 10).at(0), layer_precision(4, 6, 8));
}

TEST(PrecisionPlan, BitsMeanTheFormatsOfTheLadder) {
  ExperimentSpec spec;
  spec.precision = {.schedule = "CR", .cycles = 2, .min_bits = 4, .max_bits = 8, .ladder = "float"};
  spec.precision.layers = {"conv1: W6"};
  spec.deficits = {precision_deficit(0, 5, 4, 6)};
  const PrecisionPlan plan(spec, 40, 10);
  const Ladder& floats = ladder("float");
  const auto weight = [&](int bits) { return floats.format(bits, Operand::weight); };
  EXPECT_EQ(plan.at(0).weight, weight(4));
  EXPECT_EQ(plan.at(0).gradient, floats.format(6, Operand::gradient));
  EXPECT_EQ(plan.at(0, "conv1").weight, weight(6)) << "a layer's own";
  for (int step = 5; step < 40; ++step) {
    EXPECT_EQ(plan.at(step).weight, weight(plan.schedule().bits_at(step))) << step;
    EXPECT_EQ(plan.at(step).gradient, floats.format(8, Operand::gradient));
  }
}

TEST(PrecisionPlan, ADeficitMayNameAFormatInPlaceOfBits) {
  ExperimentSpec spec;  // static 8/8
  spec.precision.layers = {"conv1: W6"};
  spec.deficits = {precision_deficit(5, 5, 3, 4)};
  spec.deficits[0].format = "mxfp4";
  const PrecisionPlan plan(spec, 20, 10);
  const NumberFormat mxfp4 = *find_number_format("mxfp4");
  EXPECT_EQ(plan.at(4), layer_precision(8, 8));
  EXPECT_EQ(plan.at(5), (LayerPrecision{mxfp4, mxfp4, NumberFormat(4)}));
  EXPECT_EQ(plan.at(5, "conv1"), (LayerPrecision{NumberFormat(6), mxfp4, NumberFormat(4)})) << "a layer's own stays";
  EXPECT_EQ(plan.at(10), layer_precision(8, 8));
  EXPECT_FALSE(plan.weights_may_part());
}

TEST(PrecisionPlan, ADeficitMayStrikeWeightsOrActivationsAlone) {
  ExperimentSpec spec;  // static 8/8
  spec.deficits = {precision_deficit(0, 5, 0), precision_deficit(5, 5, 3), precision_deficit(10, 5, 0, 4)};
  spec.deficits[0].weight_bits = 2;
  spec.deficits[1].activation_bits = 6;
  const PrecisionPlan plan(spec, 20, 10);
  EXPECT_EQ(plan.at(0), layer_precision(2, 8, 8));
  EXPECT_EQ(plan.at(5), layer_precision(3, 6, 8));
  EXPECT_EQ(plan.at(10), layer_precision(8, 8, 4));
  EXPECT_EQ(plan.at(15), layer_precision(8, 8, 8));
}

TEST(PrecisionPlan, BitsOfALayersOwnGiveWayOnlyToADeficitThatNamesIt) {
  ExperimentSpec spec;
  spec.precision.layers = {"conv1: W6 G16", "fc: 32"};
  spec.deficits = {precision_deficit(0, 5, 2, 4), precision_deficit(5, 5, 3, 4)};
  spec.deficits[1].layers = {"conv1"};
  const PrecisionPlan plan(spec, 20, 10);
  EXPECT_EQ(plan.named_layers(), (std::vector<std::string>{"conv1", "fc"}));
  EXPECT_EQ(plan.at(0, "conv1"), layer_precision(6, 2, 16)) << "what is not its own follows the network";
  EXPECT_EQ(plan.at(0, "fc"), layer_precision(32, 32, 4));
  EXPECT_EQ(plan.at(5, "conv1"), layer_precision(3, 3, 4));
  EXPECT_EQ(plan.at(5, "fc"), layer_precision(32, 32, 8));
  EXPECT_EQ(plan.all_at(15).of("conv1"), layer_precision(6, 8, 16));
  EXPECT_EQ(plan.all_at(15).of("conv2"), layer_precision(8, 8, 8));
}

TEST(PrecisionPlan, EvaluatesAtTheTargetAtTheStepsBitsOrAtFp32) {
  ExperimentSpec spec;
  spec.precision = {.schedule = "CR", .cycles = 2, .layers = {"conv1: W4G4"}};
  spec.deficits = {precision_deficit(0, 5, 2)};
  const auto at = [&](const std::string& precision, int step) {
    spec.evaluation.precision = {precision};
    return PrecisionPlan(spec, 40, 10).evaluation_at(step);
  };
  EXPECT_EQ(at("target", 0).network, layer_precision(8, 8, 32));
  EXPECT_EQ(at("target", 0).of("conv1"), layer_precision(4, 8, 32));
  EXPECT_EQ(at("scheduled", 0).network, layer_precision(2, 2, 32));
  EXPECT_EQ(at("scheduled", 0).of("conv1"), layer_precision(4, 2, 32));
  EXPECT_EQ(at("fp32", 0), NetworkPrecision());
}

TEST(PrecisionPlan, FindsFromWhereItsPartsGoTheirOwnWays) {
  ExperimentSpec spec;
  spec.deficits = {precision_deficit(4, 5, 0), precision_deficit(12, 5, 2)};
  spec.deficits[0].weight_bits = 2;
  spec.deficits[1].layers = {"conv1"};
  const PrecisionDepartures found = first_departures(PrecisionPlan(spec, 20, 10));
  EXPECT_EQ(found.weight, 4);
  EXPECT_EQ(found.layers, std::vector<std::int64_t>{12});
  EXPECT_EQ(found.layer_weights, std::vector<std::int64_t>{20}) << "weights and activations are alike in conv1";
}

TEST(PrecisionPlan, GainsItsStrengthOverTheRampAfterEveryChange) {
  ExperimentSpec spec;
  spec.deficits = {precision_deficit(4, 6, 2)};
  spec.precision.ramp = 4;
  const PrecisionPlan plan(spec, 20, 10);
  const std::vector<double> wanted = {1, 1, 1, 1, .25, .5, .75, 1, 1, 1, .25, .5, .75, 1, 1, 1, 1, 1, 1, 1};
  for (std::int64_t step = 0; step < 20; ++step) {
    EXPECT_EQ(plan.all_at(step).strength, wanted[static_cast<std::size_t>(step)]) << step;
    EXPECT_EQ(plan.changes_at(step), step == 4 || step == 10) << step;
    EXPECT_FALSE(plan.resets_optimizer_at(step));
  }
  spec.precision.at_change = "reset";
  spec.precision.ramp = 0;
  const PrecisionPlan resetting(spec, 20, 10);
  for (std::int64_t step = 0; step < 20; ++step) {
    EXPECT_EQ(resetting.all_at(step).strength, 1);
    EXPECT_EQ(resetting.resets_optimizer_at(step), step == 4 || step == 10) << step;
  }
}

TEST(PrecisionPlan, GoesOnIn16BitsWhereNothingIsRoundedFurther) {
  ExperimentSpec spec;
  spec.precision.max_bits = spec.precision.backward_bits = 32;
  spec.precision.layers = {"conv1: W4"};
  spec.continuation = {.format = "bf16", .onset = 12, .unit = "iteration"};
  const PrecisionPlan plan(spec, 20, 10);
  EXPECT_EQ(plan.all_at(11).working, NumberFormat());
  EXPECT_EQ(plan.all_at(12).working, bf16_format);
  EXPECT_EQ(short_text(plan.at(11)), "32/32");
  EXPECT_EQ(short_text(plan.at(12)), "bf16/bf16");
  EXPECT_EQ(short_text(plan.all_at(12).of("conv1")), "W4 Abf16 Gbf16");
  EXPECT_EQ(plan.evaluation_at(11).working, NumberFormat());
  EXPECT_EQ(plan.evaluation_at(12).working, bf16_format);
  EXPECT_EQ(PrecisionPlan(untreated(spec), 20, 10).all_at(12).working, NumberFormat());
}

TEST(PrecisionPlan, NamesTheFieldOfAnEntryThatItCannotRead) {
  ExperimentSpec spec;
  spec.precision.layers = {"conv1 8"};
  EXPECT_THAT([&] { PrecisionPlan(spec, 20, 10); },
              testing::ThrowsMessage<InputError>(testing::HasSubstr("precision.layers must hold entries like")));
}

TEST(PrecisionPlan, RefusesADeficitBeyondTheRun) {
  ExperimentSpec spec;
  spec.deficits = {precision_deficit(0, 21, 3)};
  EXPECT_THROW(PrecisionPlan(spec, 20, 10), InputError);
}

}  // namespace
}  // namespace imprint
