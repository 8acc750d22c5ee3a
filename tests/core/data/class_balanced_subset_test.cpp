// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "core/base/error.h"
#include "tests/core/data/small_dataset.h"

namespace imprint::test {
namespace {

using Indices = std::vector<std::int64_t>;

/// 10 images of class 0, 20 of class 1, 30 of class 2, mixed.
at::Tensor uneven_labels() {
  at::Tensor labels = at::empty({60}, at::kLong);
  for (std::int64_t i = 0; i < 60; ++i)
    labels[i] = i % 6 == 0 ? 0 : i % 3 == 0 ? 1 : i % 2 == 0 ? 2 : (i % 6 == 1 ? 1 : 2);
  return labels;
}

Indices counts_of_classes(const at::Tensor& labels, const Indices& chosen, std::size_t classes) {
  Indices counts(classes);
  for (const std::int64_t index : chosen) ++counts[static_cast<std::size_t>(labels[index].item<std::int64_t>())];
  return counts;
}

TEST(ClassBalancedIndices, HoldEquallyManyOfEachClassWithTheRestAtTheFirst) {
  const at::Tensor labels = uneven_labels();
  EXPECT_THAT(counts_of_classes(labels, class_balanced_indices(labels, 3, 9, 1), 3), testing::ElementsAre(3, 3, 3));
  EXPECT_THAT(counts_of_classes(labels, class_balanced_indices(labels, 3, 11, 1), 3), testing::ElementsAre(4, 4, 3));
}

TEST(ClassBalancedIndices, AscendWithoutRepetition) {
  const Indices chosen = class_balanced_indices(uneven_labels(), 3, 28, 1);
  EXPECT_TRUE(std::is_sorted(chosen.begin(), chosen.end()));
  EXPECT_EQ(std::adjacent_find(chosen.begin(), chosen.end()), chosen.end());
}

TEST(ClassBalancedIndices, OfSmallerSubsetsLieInsideLargerOnes) {
  const at::Tensor labels = uneven_labels();
  const Indices small = class_balanced_indices(labels, 3, 10, 4);
  const Indices large = class_balanced_indices(labels, 3, 20, 4);
  EXPECT_TRUE(std::includes(large.begin(), large.end(), small.begin(), small.end()));
}

TEST(ClassBalancedIndices, FollowFromTheSeed) {
  const at::Tensor labels = uneven_labels();
  EXPECT_EQ(class_balanced_indices(labels, 3, 12, 4), class_balanced_indices(labels, 3, 12, 4));
  EXPECT_NE(class_balanced_indices(labels, 3, 12, 4), class_balanced_indices(labels, 3, 12, 5));
}

TEST(ClassBalancedIndices, AreAllForZeroAndForMoreThanThereAre) {
  EXPECT_EQ(class_balanced_indices(uneven_labels(), 3, 0, 1).size(), 60u);
  EXPECT_EQ(class_balanced_indices(uneven_labels(), 3, 61, 1).size(), 60u);
}

TEST(ClassBalancedIndices, NameTheClassThatHasTooFew) {
  try {
    class_balanced_indices(uneven_labels(), 3, 33, 1);
    FAIL() << "11 images of a class of 10 were drawn";
  } catch (const InputError& error) {
    EXPECT_THAT(error.what(), testing::HasSubstr("33 images needs 11 of class 0, which has 10"));
  }
}

TEST(ClassBalancedSubset, CarriesImagesLabelsAndOriginalNumbersTogether) {
  const ImageDataset whole = random_images(60, {1, 4, 4});
  const ImageDataset subset = class_balanced_subset(whole, 20, 3);
  ASSERT_EQ(subset.size(), 20);
  for (std::int64_t i = 0; i < 20; ++i) {
    const std::int64_t original = subset.original_indices[static_cast<std::size_t>(i)];
    EXPECT_TRUE(subset.images[i].equal(whole.images[original]));
    EXPECT_EQ(subset.labels[i].item<std::int64_t>(), original % 10);
  }
}

TEST(ClassBalancedSubset, OfASubsetKeepsTheNumbersOfTheWholeFile) {
  const ImageDataset whole = random_images(60, {1, 4, 4});
  const ImageDataset subset = class_balanced_subset(class_balanced_subset(whole, 30, 3), 10, 8);
  for (std::int64_t i = 0; i < 10; ++i)
    EXPECT_TRUE(subset.images[i].equal(whole.images[subset.original_indices[static_cast<std::size_t>(i)]]));
}

TEST(ContentHash, ChangesWithAnyPixelLabelShapeOrPart) {
  const ImageDataset a = random_images(8, {1, 4, 4});
  const ImageDataset b = random_images(4, {1, 4, 4});
  const std::string hash = content_hash(a, b);
  EXPECT_EQ(hash.size(), 32u);
  EXPECT_EQ(content_hash(random_images(8, {1, 4, 4}), b), hash);
  ImageDataset pixel = a, label = a, shape = a;
  pixel.images = a.images.clone();
  pixel.images[7][0][3][3].bitwise_xor_(1);
  label.labels = a.labels.clone();
  label.labels[7] = 9;
  shape.images = a.images.view({8, 1, 2, 8});
  for (const ImageDataset& other : {pixel, label, shape}) EXPECT_NE(content_hash(other, b), hash);
  EXPECT_NE(content_hash(b, a), hash);
}

}  // namespace
}  // namespace imprint::test
