// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workflow/check/same_training.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/spec/spec_fields.h"

namespace imprint {
namespace {

using ::testing::StartsWith;

constexpr std::int64_t steps_per_epoch = 10;

ExperimentSpec plain() {
  ExperimentSpec spec;
  spec.training.epochs = 4;
  spec.training.lr_schedule = "constant";
  spec.deficits = {{.onset = 1, .length = 1, .bits = 2}};
  return spec;
}

std::string difference(const std::vector<std::string>& changes, std::int64_t steps,
                       const ExperimentSpec& was = plain()) {
  ExperimentSpec is = was;
  for (const std::string& change : changes) apply_override(is, change);
  return first_difference(was, is, steps_per_epoch, steps);
}

TEST(FirstDifference, EqualSpecsHaveNone) { EXPECT_EQ(difference({}, 40), ""); }

/// Fails safe: a field that is added one day counts until somebody says otherwise.
TEST(FirstDifference, EveryFieldCountsButThoseThatNoStepAndNoRowDependsOn) {
  ExperimentSpec was = plain();
  for (const Field& field : spec_fields(was)) {
    ExperimentSpec is = was;
    const Field changed = find_spec_field(is, field.key);
    if (auto* flag = std::get_if<bool*>(&changed.storage)) **flag = !**flag;
    if (auto* number = std::get_if<int*>(&changed.storage)) **number += 1;
    if (auto* number = std::get_if<std::int64_t*>(&changed.storage)) **number += 25;
    if (auto* number = std::get_if<std::uint64_t*>(&changed.storage)) **number += 1;
    if (auto* number = std::get_if<double*>(&changed.storage)) **number += 0.125;
    if (auto* text = std::get_if<std::string*>(&changed.storage)) **text += "1";
    if (auto* list = std::get_if<std::vector<int>*>(&changed.storage)) (*list)->push_back(7);
    if (auto* list = std::get_if<std::vector<double>*>(&changed.storage)) (*list)->push_back(0.9);
    if (auto* list = std::get_if<std::vector<std::string>*>(&changed.storage)) (*list)->push_back("x");
    const bool is_free = field.key == "name" || field.key == "threads" || field.key == "dataset.root" ||
                         field.key.starts_with("comparison.") || field.key.starts_with("checkpoint.") ||
                         field.key.starts_with("range_test.");
    const bool is_of_the_timeline = field.key.starts_with("training.") || field.key.starts_with("precision.") ||
                                    field.key.starts_with("deficit.") || field.key.starts_with("recovery.") ||
                                    (field.key.starts_with("continuation.") && !field.key.ends_with(".from"));
    if (is_of_the_timeline) continue;  // decided step by step, below
    EXPECT_EQ(first_difference(was, is, steps_per_epoch, 5).empty(), is_free) << field.key;
  }
}

TEST(FirstDifference, FieldsOfTheTimelineCountFromTheFirstStepThatTheyChange) {
  EXPECT_EQ(difference({"deficit.0.bits=3"}, 10), "");
  EXPECT_THAT(difference({"deficit.0.bits=3"}, 11), StartsWith("deficit.0.bits was 2 and is 3"));
  EXPECT_EQ(difference({"deficit.0.length=2"}, 20), "");
  EXPECT_THAT(difference({"deficit.0.length=2"}, 21), StartsWith("deficit.0.length was 1"));
  EXPECT_EQ(difference({"recovery.optimizer=reset"}, 19), "");  // the deficit's last step is the twentieth
  EXPECT_THAT(difference({"recovery.optimizer=reset"}, 20), StartsWith("recovery.optimizer was keep and is reset"));
  const std::vector<std::string> continued = {"continuation.format=bf16", "continuation.onset=2"};
  EXPECT_EQ(difference(continued, 20), "");
  EXPECT_THAT(difference(continued, 21), StartsWith("continuation.format was none and is bf16"));
  EXPECT_THAT(difference({"training.learning_rate=0.2"}, 1), StartsWith("training.learning_rate was 0.1 and is 0.2"));
  EXPECT_THAT(difference({"training.batch_size=64"}, 1), StartsWith("training.batch_size"));
  EXPECT_THAT(difference({"precision.max_bits=9"}, 1), StartsWith("precision.max_bits"));
}

TEST(FirstDifference, ALongerRunIsTheSameWhenNothingKnowsItsLength) {
  EXPECT_EQ(difference({"training.epochs=8"}, 40), "");
  ExperimentSpec cosine = plain();
  cosine.training.lr_schedule = "cosine";
  EXPECT_THAT(difference({"training.epochs=8"}, 20, cosine), StartsWith("training.epochs was 4 and is 8"));
  ExperimentSpec cyclic = plain();
  cyclic.precision.schedule = "CR";
  EXPECT_NE(difference({"training.epochs=8"}, 30, cyclic), "");
  ExperimentSpec fraction = plain();
  fraction.deficits[0] = {.onset = 0.25, .length = 0.25, .unit = "fraction", .bits = 2};
  EXPECT_NE(difference({"training.epochs=8"}, 20, fraction), "");
}

TEST(FirstDifference, TheLastStepOfARunIsMeasuredWhereALongerOnesIsNot) {
  ExperimentSpec odd = plain();
  odd.evaluation.every = "7 iterations";
  EXPECT_EQ(difference({"training.epochs=8"}, 39, odd), "");
  EXPECT_NE(difference({"training.epochs=8"}, 40, odd), "");
}

TEST(FirstDifference, AShorterRunThanWhatIsDoneIsAnother) {
  EXPECT_THAT(difference({"training.epochs=2"}, 21), StartsWith("training.epochs was 4 and is 2"));
}

TEST(FirstDifference, AnotherProcessorIsAnotherArithmetic) {
  EXPECT_THAT(difference({"device=cuda"}, 1), StartsWith("device was cpu"));
  ExperimentSpec cuda = plain();
  cuda.device = "cuda:0";
  EXPECT_EQ(difference({"device=cuda:1"}, 1, cuda), "");
}

}  // namespace
}  // namespace imprint
