// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/synthetic/synthetic_dataset.h"

#include <ATen/Parallel.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/abs.h>
#include <ATen/ops/avg_pool2d.h>
#include <ATen/ops/cdist.h>
#include <ATen/ops/fft_fft2.h>
#include <ATen/ops/stack.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numeric>
#include <set>

#include "core/data/deficits/blur/blur.h"
#include "core/data/deficits/flip/flip.h"
#include "datasets/synthetic/texture_image.h"
#include "tests/datasets/sample_files.h"
#include "tests/support/image_split.h"

namespace imprint::test {
namespace {

using testing::HasSubstr;

ImageSplit make(double difficulty, int train = 400, int test = 200, std::uint64_t seed = 1) {
  return images_in(load_synthetic(dataset_facts("synthetic"),
                                  {.train_limit = train, .test_limit = test, .difficulty = difficulty}, seed));
}

at::Tensor all_images(const ImageDataset& dataset) {
  std::vector<std::int64_t> indices(static_cast<std::size_t>(dataset.size()));
  std::iota(indices.begin(), indices.end(), std::int64_t{0});
  return normalised_images(dataset, indices).contiguous();
}

/// The strength of every plane wave in every channel, smoothed over neighbouring frequencies; without the
/// mean, so that brightness and tint do not count. [n, values]
at::Tensor texture_spectrum(const at::Tensor& images) {
  at::Tensor strength = at::abs(at::fft_fft2(images.to(at::kDouble)));
  strength.select(2, 0).select(2, 0).zero_();
  return at::avg_pool2d(strength, 4).flatten(1);
}

/// Accuracy of the class whose mean spectrum (over training images) is nearest to that of a test image.
double nearest_mean_accuracy(const at::Tensor& train, const at::Tensor& train_labels, const at::Tensor& test,
                             const at::Tensor& test_labels) {
  const at::Tensor train_spectra = texture_spectrum(train);
  std::vector<at::Tensor> means;
  for (int label = 0; label < texture_classes; ++label)
    means.push_back(train_spectra.index({train_labels.eq(label)}).mean(0));
  const at::Tensor nearest = at::cdist(texture_spectrum(test), at::stack(means)).argmin(1);
  return nearest.eq(test_labels).to(at::kDouble).mean().item<double>();
}

template <typename Change>
double accuracy_when(double difficulty, const Change& change) {
  const ImageSplit split = make(difficulty);
  return nearest_mean_accuracy(change(all_images(split.train)), split.train.labels, change(all_images(split.test)),
                               split.test.labels);
}

double clean_accuracy(double difficulty) {
  return accuracy_when(difficulty, [](const at::Tensor& images) { return images; });
}

TEST(Synthetic, IsAFunctionOfTheSeedOnAnyNumberOfThreads) {
  const int threads = at::get_num_threads();
  at::set_num_threads(1);
  const ImageSplit alone = make(0.5, 50, 20);
  at::set_num_threads(3);
  const ImageSplit shared = make(0.5, 50, 20);
  at::set_num_threads(threads);
  EXPECT_EQ(content_hash(shared.train, shared.test), content_hash(alone.train, alone.test));
  EXPECT_FALSE(make(0.5, 50, 20, 2).train.images.equal(alone.train.images));
}

// Stored results rest on these images: whoever changes them must know it.
TEST(Synthetic, IsTheSameDataAsEver) {
  const ImageSplit split = make(0.5, 50, 20);
  EXPECT_EQ(content_hash(split.train, split.test), "25fec6dae4019b2f0517a1ef5af76274");
}

TEST(Synthetic, BeginsLikeALongerSetOfTheSameSeed) {
  EXPECT_TRUE(make(0.5, 30).train.images.equal(make(0.5, 50).train.images.narrow(0, 0, 30)));
}

TEST(Synthetic, SharesNoImageBetweenTrainingAndTest) {
  const ImageSplit split = make(0.5, 100, 100);
  const at::Tensor distance = at::cdist(all_images(split.train).flatten(1), all_images(split.test).flatten(1));
  EXPECT_GT(distance.min().item<double>(), 1);
}

TEST(Synthetic, HasEquallyManyImagesOfEachClassAndTheDefaultCounts) {
  const ImageSplit split = images_in(load_synthetic(dataset_facts("synthetic"), {}, 1));
  EXPECT_EQ(split.train.size(), 5000);
  EXPECT_EQ(split.test.size(), 1000);
  EXPECT_TRUE(split.train.labels.bincount().eq(500).all().item<bool>());
  EXPECT_TRUE(split.test.labels.bincount().eq(100).all().item<bool>());
}

TEST(Synthetic, MakesEachClassFromAnotherPairOfGratings) {
  std::set<std::array<int, 2>> pairs;
  for (int label = 0; label < texture_classes; ++label) {
    const auto pair = gratings_of_class(label);
    EXPECT_LT(pair[0], pair[1]);
    EXPECT_GE(pair[0], 0);
    EXPECT_LT(pair[1], 5);
    pairs.insert(pair);
  }
  EXPECT_EQ(pairs.size(), 10u);
}

TEST(Synthetic, IsNormalisedToAboutZeroMeanAndUnitDeviation) {
  const at::Tensor images = all_images(make(0.5).train);
  EXPECT_NEAR(images.mean().item<double>(), 0, 0.05);
  EXPECT_NEAR(images.std().item<double>(), 1, 0.1);
}

TEST(Synthetic, CarriesItsClassInTheTexture) { EXPECT_GT(clean_accuracy(0.0), 0.97); }

TEST(Synthetic, LosesTheTextureInABlur) {
  EXPECT_LT(accuracy_when(0.0, [](const at::Tensor& images) { return blurred(images); }), 0.25);
}

TEST(Synthetic, KeepsTheTextureInAFlip) {
  const ImageSplit split = make(0.0);
  const double accuracy = nearest_mean_accuracy(all_images(split.train), split.train.labels,
                                                flipped(all_images(split.test)), split.test.labels);
  EXPECT_GT(accuracy, 0.97);
}

TEST(Synthetic, GetsHarderWithTheDifficulty) {
  double before = 1.1;
  for (const double difficulty : {0.25, 0.5, 0.75, 1.0}) {
    const double accuracy = clean_accuracy(difficulty);
    EXPECT_LT(accuracy, before) << difficulty;
    before = accuracy;
  }
}

TEST(Synthetic, RefusesADifficultyOutsideItsRange) {
  for (const double difficulty : {-0.1, 1.1, std::nan("")})
    EXPECT_THAT(input_error_of([&] { make(difficulty); }), HasSubstr("dataset.difficulty = "));
}

}  // namespace
}  // namespace imprint::test
