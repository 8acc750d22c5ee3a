// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/spec/spec_io.h"
#include "tests/support/expect_error.h"
#include "tests/support/model_specs.h"

namespace imprint {
namespace {

using ::testing::HasSubstr;

/// "key message" of the only problem; how many there are when there is not one.
std::string only_problem(const ExperimentSpec& spec) {
  const auto problems = spec_problems(spec);
  if (problems.size() != 1) return std::to_string(problems.size()) + " problems";
  return problems[0].key + " " + problems[0].message;
}

ExperimentSpec with_deficit(double onset, double length, const char* unit) {
  ExperimentSpec spec;
  spec.deficits.push_back({.kind = "blur", .onset = onset, .length = length, .unit = unit});
  return spec;
}

TEST(SpecProblems, DefaultSpecHasNone) {
  EXPECT_TRUE(spec_problems(ExperimentSpec()).empty());
  EXPECT_NO_THROW(require_valid(ExperimentSpec()));
}

TEST(SpecProblems, MinimumBitsStayBelowMaximumBitsUnlessStatic) {
  ExperimentSpec spec;
  spec.precision = {.schedule = "CR", .min_bits = 9};
  EXPECT_EQ(only_problem(spec), "precision.min_bits must be at most precision.max_bits = 8, but is 9");
  spec.precision.schedule = "static";
  EXPECT_EQ(only_problem(spec), "0 problems");
}

TEST(SpecProblems, CyclesNeedAStepEach) {
  ExperimentSpec spec;
  spec.precision = {.schedule = "CR", .cycles = 8};
  spec.training.iterations = 7;
  EXPECT_EQ(only_problem(spec), "precision.cycles must be at most training.iterations = 7, but is 8");
}

TEST(SpecProblems, FilesNeedAFolder) {
  ExperimentSpec spec;
  spec.dataset.name = "mnist";
  EXPECT_EQ(only_problem(spec), "dataset.root must name the folder or the file with the data of mnist, but is empty");
  spec.dataset.root = "data";
  EXPECT_EQ(only_problem(spec), "0 problems");
}

TEST(FittingChoices, AreThoseOfTheDatasetsTask) {
  using ::testing::AllOf;
  using ::testing::Contains;
  using ::testing::ElementsAre;
  using ::testing::Not;
  ExperimentSpec images = with_deficit(0, 1, "epoch");
  EXPECT_THAT(fitting_choices(images, "deficit.0.kind"), AllOf(Contains("blur"), Not(Contains("token-noise"))));
  EXPECT_THAT(fitting_choices(images, "comparison.metric"), ElementsAre("test/accuracy", "test/loss"));
  EXPECT_THAT(fitting_choices(images, "comparison.final_value"), Not(Contains("best-validation")));
  EXPECT_THAT(fitting_choices(images, "training.lr_schedule"), Not(Contains("plateau")));
  ExperimentSpec text = images;
  text.dataset.name = "text";
  EXPECT_THAT(fitting_choices(text, "model.name"), ElementsAre("rnn", "lstm", "transformer"));
  EXPECT_THAT(fitting_choices(text, "deficit.0.kind"), AllOf(Contains("token-noise"), Not(Contains("blur"))));
  EXPECT_THAT(fitting_choices(text, "comparison.metric"), Contains("validation/perplexity"));
  EXPECT_THAT(fitting_choices(text, "comparison.final_value"), Contains("best-validation"));
  EXPECT_THAT(fitting_choices(text, "dataset.name"), Contains("mnist")) << "what it would make wrong is other fields";
  EXPECT_TRUE(fitting_choices(text, "training.epochs").empty());
}

TEST(SpecProblems, KindsAreForTheTaskOfTheDataset) {
  ExperimentSpec spec;
  spec.dataset.name = "synthetic-text";
  EXPECT_EQ(only_problem(spec),
            "model.name must be rnn, lstm or transformer for dataset.name = synthetic-text (language-modelling), but "
            "is small-cnn");
  spec.model.name = "rnn";
  EXPECT_EQ(only_problem(spec), "0 problems");
  spec.deficits = {{.kind = "blur"}};
  EXPECT_EQ(only_problem(spec),
            "deficit.0.kind must be precision, label-permutation, token-noise, sentence-reversal or "
            "vocabulary-permutation for dataset.name = synthetic-text "
            "(language-modelling), but is blur");
  spec.deficits = {{.kind = "label-permutation"}};
  EXPECT_EQ(only_problem(spec), "0 problems");
  spec.comparison.metric = "test/perplexity";
  EXPECT_EQ(only_problem(spec), "0 problems");
  spec.dataset.name = "synthetic";
  spec.model.name = "mlp";
  EXPECT_EQ(
      only_problem(spec),
      "comparison.metric must be test/loss or test/accuracy for dataset.name = synthetic, but is test/perplexity");
}

TEST(SpecProblems, BitsBelowTheLowestRungAreNamed) {
  ExperimentSpec spec;
  spec.precision.ladder = "float";
  EXPECT_EQ(only_problem(spec), "0 problems");
  spec.precision.schedule = "CR";
  EXPECT_EQ(only_problem(spec), "precision.min_bits must be at least 4 for precision.ladder = float, but is 3");
  spec.precision.min_bits = 4;
  spec.deficits = {{.bits = 2}};
  EXPECT_EQ(only_problem(spec), "deficit.0.bits must be at least 4 for precision.ladder = float, but is 2");
  spec.deficits = {{.bits = 4, .weight_bits = 3}};
  EXPECT_EQ(only_problem(spec), "deficit.0.weight_bits must be at least 4 for precision.ladder = float, but is 3");
  spec.deficits.clear();
  spec.precision.layers = {"conv1: W2A8"};
  EXPECT_EQ(only_problem(spec), "precision.layers must be at least 4 for precision.ladder = float, but is 2");
}

TEST(SpecProblems, ADeficitsFormatStandsInPlaceOfItsBits) {
  ExperimentSpec spec;
  spec.precision.ladder = "mx";
  spec.deficits = {{.bits = 2, .format = "nvfp4"}};
  EXPECT_EQ(only_problem(spec), "0 problems") << "the bits count for nothing";
  spec.deficits[0].weight_bits = 4;
  EXPECT_EQ(only_problem(spec),
            "deficit.0.format stands in place of weight_bits and activation_bits, but they are given");
  spec.deficits = {{.kind = "blur", .format = "nvfp4"}};
  EXPECT_EQ(only_problem(spec), "deficit.0.format is for kind = precision only, but the kind is blur");
}

TEST(SpecProblems, HiddenLayersAreForModelsOfLinearLayersOnly) {
  ExperimentSpec spec;
  spec.model = test::model_of_layers("resnet20", {10});
  EXPECT_EQ(only_problem(spec),
            "model.hidden is for models without convolutions of images only, but the model is resnet20");
  spec.model.name = "mlp";
  EXPECT_EQ(only_problem(spec), "0 problems");
}

TEST(SpecProblems, MilestonesAscendAndTheFinalRateIsNoHigher) {
  ExperimentSpec spec;
  spec.training.lr_milestones = {0.75, 0.5};
  EXPECT_EQ(only_problem(spec), "training.lr_milestones must ascend, but is [0.75, 0.5]");
  spec.training.lr_milestones = {};
  spec.training.lr_final = 0.2;
  EXPECT_EQ(only_problem(spec), "training.lr_final must be at most training.learning_rate = 0.1, but is 0.2");
}

TEST(SpecProblems, DeficitsEndWithinTheRunWhereItsLengthIsKnown) {
  EXPECT_EQ(only_problem(with_deficit(16, 4, "epoch")), "0 problems");
  EXPECT_EQ(only_problem(with_deficit(16, 5, "epoch")),
            "deficit.0.length must end within the run of 20 (unit epoch), but onset + length is 21");
  EXPECT_EQ(only_problem(with_deficit(0.9, 0.1, "fraction")), "0 problems");
  EXPECT_EQ(only_problem(with_deficit(0.9, 0.2, "fraction")),
            "deficit.0.length must end within the run of 1 (unit fraction), but onset + length is 1.1");
  auto spec = with_deficit(100, 500, "iteration");
  EXPECT_EQ(only_problem(spec), "0 problems");  // epochs decide, and their steps are not known yet
  spec.training.iterations = 599;
  EXPECT_EQ(only_problem(spec),
            "deficit.0.length must end within the run of 599 (unit iteration), but onset + length is 600");
  spec = with_deficit(0, 1000, "epoch");
  spec.training.iterations = 599;
  EXPECT_EQ(only_problem(spec), "0 problems");  // iterations decide, and their epochs are not known yet
}

TEST(SpecProblems, DeficitsInIterationsAreWhole) {
  EXPECT_EQ(only_problem(with_deficit(0.5, 3, "iteration")), "deficit.0.onset must be whole in iterations, but is 0.5");
}

TEST(SpecProblems, TheHessianIsTakenOnProbeImages) {
  ExperimentSpec spec;
  spec.probe.samples = 64;
  EXPECT_EQ(only_problem(spec), "probe.hessian_samples must be at most probe.samples = 64, but is 128");
  spec.probe.options.set("hessian", false);
  EXPECT_EQ(only_problem(spec), "0 problems");
}

TEST(SpecProblems, ABaselineNeedsADeficitOrAContinuation) {
  ExperimentSpec spec;
  spec.comparison.baseline = true;
  EXPECT_EQ(only_problem(spec),
            "comparison.baseline needs a [[deficit]] or a [continuation] to compare with, but there is none");
  spec.continuation.format = "bf16";
  EXPECT_EQ(only_problem(spec), "0 problems");
}

TEST(SpecProblems, AContinuationBeginsWithinTheRunAndScalesTheLossInFp16Alone) {
  ExperimentSpec spec;
  spec.training.epochs = 6;
  spec.continuation = {.format = "bf16", .onset = 6};
  EXPECT_EQ(only_problem(spec), "continuation.onset must be before the end of the run of 6 (unit epoch), but is 6");
  spec.continuation = {.format = "bf16", .onset = 2.5, .unit = "iteration"};
  EXPECT_EQ(only_problem(spec), "continuation.onset must be whole in iterations, but is 2.5");
  spec.continuation = {.format = "bf16", .loss_scale = 1024};
  EXPECT_EQ(only_problem(spec),
            "continuation.loss_scale is for format = fp16 only: bf16 reaches as far as fp32, but it is 1024");
  spec.continuation.format = "fp16";
  EXPECT_EQ(only_problem(spec), "0 problems");
  spec.continuation = {.format = "fp8"};
  EXPECT_EQ(only_problem(spec), "continuation.format must be none, bf16 or fp16, but is \"fp8\"");
}

TEST(RequireValid, ListsEveryProblem) {
  ExperimentSpec spec;
  spec.training.epochs = 0;
  spec.comparison.baseline = true;
  const std::string message = test::input_error_of([&] { require_valid(spec); });
  EXPECT_THAT(message, HasSubstr("training.epochs must be from 1"));
  EXPECT_THAT(message, HasSubstr("\ncomparison.baseline needs"));
}

TEST(SpecProblems, APrecisionDeficitMustStrikeSomething) {
  ExperimentSpec spec;
  spec.deficits = {{.length = 1, .bits = 0}};
  EXPECT_EQ(only_problem(spec),
            "deficit.0.bits must be at least 1 where no other bits are given: the deficit would change nothing");
  spec.deficits[0].activation_bits = 4;
  EXPECT_EQ(only_problem(spec), "0 problems");
  spec.deficits[0].kind = "blur";
  EXPECT_EQ(only_problem(spec), "deficit.0.activation_bits is for kind = precision only, but the kind is blur");
}

TEST(SpecProblems, LayersOfTheirOwnAreNamedOnceAndReadable) {
  ExperimentSpec spec;
  spec.precision.layers = {"conv1: 8", "conv1: W4"};
  EXPECT_EQ(only_problem(spec), "precision.layers must name each layer once, but has conv1 twice");
  spec.precision.layers = {"conv1=8"};
  EXPECT_EQ(only_problem(spec),
            "precision.layers must hold entries like \"conv1: W4A8G8\" or \"conv1: 8\" with bits from 1 to 32, but has "
            "\"conv1=8\"");
}

}  // namespace
}  // namespace imprint
