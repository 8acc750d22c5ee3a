// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/batch_source.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "core/base/error.h"
#include "core/data/deficits/blur/blur.h"
#include "core/data/deficits/flip/flip.h"
#include "core/data/deficits/label_permutation/label_permutation.h"
#include "core/data/images/image_view.h"
#include "core/spec/kinds.h"
#include "tests/core/data/small_dataset.h"

namespace imprint::test {
namespace {

/// Image i is uniformly i, so that a batch tells which images it holds.
ImageDataset numbered_images(std::int64_t count) {
  ImageDataset dataset = random_images(count, {1, 4, 4});
  dataset.images = at::arange(count, at::kByte).view({count, 1, 1, 1}).repeat({1, 1, 4, 4});
  dataset.mean = {0.0};
  dataset.deviation = {1.0 / 255.0};
  return dataset;
}

std::vector<int> numbers_in(const Batch& batch) {
  std::vector<int> numbers;
  for (std::int64_t i = 0; i < batch.samples(); ++i)
    numbers.push_back(static_cast<int>(std::lround(batch.inputs.values[i][0][0][0].item<float>())));
  return numbers;
}

BatchSource with_deficit(const ImageDataset& dataset, const std::string& kind, StepWindow window) {
  return BatchSource(dataset, {8, false, 1}, {DeficitSpec{.kind = kind}}, {window});
}

void expect_equal(const Batch& a, const Batch& b) {
  EXPECT_TRUE(a.inputs.values.equal(b.inputs.values));
  EXPECT_TRUE(a.targets.equal(b.targets));
}

TEST(BatchSource, ShowsEveryImageOnceAnEpochWithItsLabel) {
  const ImageDataset dataset = numbered_images(50);
  BatchSource source(dataset, {8, false, 1});
  ASSERT_EQ(source.steps_per_epoch(), 7);
  for (std::int64_t epoch = 0; epoch < 3; ++epoch) {
    std::multiset<int> seen;
    for (std::int64_t step = epoch * 7; step < (epoch + 1) * 7; ++step) {
      const Batch batch = source.at(step);
      const std::vector<int> numbers = numbers_in(batch);
      for (std::size_t i = 0; i < numbers.size(); ++i)
        EXPECT_EQ(batch.targets[static_cast<std::int64_t>(i)].item<std::int64_t>(), numbers[i] % 10);
      seen.insert(numbers.begin(), numbers.end());
    }
    EXPECT_EQ(seen.size(), 50u);
    EXPECT_EQ(std::set<int>(seen.begin(), seen.end()).size(), 50u);
  }
}

TEST(BatchSource, MakesTheLastBatchOfAnEpochSmaller) {
  const ImageDataset dataset = numbered_images(50);
  BatchSource source(dataset, {8, false, 1});
  for (const std::int64_t step : {0, 5, 6, 7, 13}) {
    const std::int64_t expected = step % 7 == 6 ? 2 : 8;
    EXPECT_EQ(source.at(step).inputs.values.size(0), expected);
  }
}

TEST(BatchSource, HoldsAllImagesInOneStepWhenTheBatchIsLarger) {
  const ImageDataset dataset = numbered_images(5);
  BatchSource source(dataset, {8, false, 1});
  EXPECT_EQ(source.steps_per_epoch(), 1);
  EXPECT_THAT(numbers_in(source.at(3)), testing::UnorderedElementsAre(0, 1, 2, 3, 4));
}

TEST(BatchSource, IsAPureFunctionOfSeedAndStep) {
  const ImageDataset dataset = random_images(50);
  BatchSource forward(dataset, {8, true, 1}), backward(dataset, {8, true, 1}), other_seed(dataset, {8, true, 2});
  std::vector<Batch> batches;
  for (std::int64_t step = 0; step < 20; ++step) batches.push_back(forward.at(step));
  for (std::int64_t step = 19; step >= 0; --step)
    expect_equal(backward.at(step), batches[static_cast<std::size_t>(step)]);
  EXPECT_FALSE(other_seed.at(0).targets.equal(batches[0].targets));
}

TEST(BatchSource, ShufflesEachEpochAnew) {
  const ImageDataset dataset = numbered_images(50);
  BatchSource source(dataset, {50, false, 1});
  EXPECT_NE(numbers_in(source.at(0)), numbers_in(source.at(1)));
  EXPECT_THAT(numbers_in(source.at(0)),
              testing::Not(testing::WhenSorted(testing::ContainerEq(numbers_in(source.at(0))))));
}

TEST(BatchSource, AugmentsWithTheViewOfTheImageInTheEpoch) {
  const ImageDataset dataset = random_images(12);
  BatchSource plain(dataset, {12, false, 1}), augmented(dataset, {12, true, 1});
  const auto order = random_permutation(12, RandomStream(1, StreamPurpose::data_order, 4));
  std::vector<ImageView> views;
  for (const std::int64_t image : order) views.push_back(random_view(variation_key(1, 4, image), image, true));
  EXPECT_TRUE(augmented.at(4).inputs.values.equal(normalised_views(dataset, views)));
  EXPECT_TRUE(augmented.at(4).targets.equal(plain.at(4).targets));
}

TEST(BatchSource, NeverMirrorsWhereAMirrorImageChangesTheClass) {
  ImageDataset dataset = random_images(12);
  dataset.horizontal_flip_keeps_class = false;
  BatchSource source(dataset, {12, true, 1});
  std::vector<ImageView> views;
  for (const std::int64_t image : random_permutation(12, RandomStream(1, StreamPurpose::data_order, 0)))
    views.push_back(random_view(variation_key(1, 0, image), image, false));
  EXPECT_TRUE(source.at(0).inputs.values.equal(normalised_views(dataset, views)));
}

TEST(BatchSource, ActsOnlyInsideTheWindow) {
  const ImageDataset dataset = random_images(50);
  BatchSource clean(dataset, {8, false, 1});
  for (const std::string kind : {"blur", "flip", "noise", "label-permutation"}) {
    BatchSource changed = with_deficit(dataset, kind, {2, 5});
    for (const std::int64_t step : {0, 1, 5, 6, 20}) expect_equal(changed.at(step), clean.at(step));
    for (const std::int64_t step : {2, 3, 4}) {
      const Batch a = changed.at(step), b = clean.at(step);
      EXPECT_EQ(a.inputs.values.equal(b.inputs.values), kind == "label-permutation") << kind;
      EXPECT_EQ(a.targets.equal(b.targets), kind != "label-permutation") << kind;
    }
  }
}

/// A kind that specs accept and no row of the table knows would do nothing, and nobody would say so.
TEST(BatchSource, EveryKindButPrecisionChangesTheBatch) {
  const ImageDataset dataset = random_images(50);
  BatchSource plain(dataset, {8, false, 1});
  for (const std::string& kind : kind_names_for("deficit.kind", "image-classification")) {
    BatchSource struck = with_deficit(dataset, kind, {0, 4});
    bool differs = false;
    for (std::int64_t step = 0; step < 4; ++step) {
      const Batch a = plain.at(step), b = struck.at(step);
      differs |= !a.inputs.values.equal(b.inputs.values) || !a.targets.equal(b.targets);
    }
    EXPECT_EQ(differs, kind != "precision") << kind;
  }
}

TEST(BatchSource, LeavesTheDataAloneInAPrecisionDeficit) {
  const ImageDataset dataset = random_images(50);
  BatchSource clean(dataset, {8, false, 1}), changed = with_deficit(dataset, "precision", {0, 100});
  for (const std::int64_t step : {0, 9}) expect_equal(changed.at(step), clean.at(step));
}

TEST(BatchSource, RenamesClassesByTheSamePermutationThroughoutTheWindow) {
  const ImageDataset dataset = random_images(50);
  const auto renamed = label_permutation(10, 1);
  BatchSource clean(dataset, {8, false, 1}), changed = with_deficit(dataset, "label-permutation", {0, 20});
  for (std::int64_t step = 0; step < 20; ++step) {
    const at::Tensor before = clean.at(step).targets, after = changed.at(step).targets;
    for (std::int64_t i = 0; i < before.numel(); ++i)
      EXPECT_EQ(after[i].item<std::int64_t>(), renamed[static_cast<std::size_t>(before[i].item<std::int64_t>())]);
  }
}

TEST(BatchSource, AppliesOverlappingDeficitsInTheOrderOfTheSpec) {
  const ImageDataset dataset = random_images(50);
  BatchSource clean(dataset, {8, false, 1});
  BatchSource both(dataset, {8, false, 1}, {DeficitSpec{.kind = "flip"}, DeficitSpec{.kind = "blur"}},
                   {{0, 4}, {2, 4}});
  EXPECT_TRUE(both.at(1).inputs.values.equal(flipped(clean.at(1).inputs.values)));
  EXPECT_TRUE(both.at(3).inputs.values.equal(blurred(flipped(clean.at(3).inputs.values))));
}

TEST(BatchSource, RefusesWhatItCannotServe) {
  const ImageDataset dataset = random_images(4), empty = random_images(0);
  EXPECT_THROW(BatchSource(dataset, {0, false, 1}), InputError);
  EXPECT_THROW(BatchSource(empty, {8, false, 1}), InputError);
  EXPECT_THROW(BatchSource(dataset, {8, false, 1}, {DeficitSpec{}}, {}), InputError);
}

}  // namespace
}  // namespace imprint::test
