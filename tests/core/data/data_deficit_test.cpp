// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/deficits/blur/blur.h"
#include "core/data/deficits/flip/flip.h"
#include "core/data/deficits/label_permutation/label_permutation.h"
#include "core/data/deficits/noise/noise.h"

#include <gtest/gtest.h>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/_upsample_bilinear2d_aa.h>
#include <ATen/ops/cos.h>
#include <ATen/ops/full.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/upsample_bilinear2d.h>
#include <ATen/ops/zeros.h>
#include <cmath>
#include <numbers>

#include "tests/core/data/small_dataset.h"

namespace imprint::test {
namespace {

at::Tensor some_images(ImageShape shape = {}) { return normalised_images(random_images(6, shape), {0, 1, 2, 3, 4, 5}); }

/// One image of cos(2 pi cycles x / 32), alike in every row.
at::Tensor wave(double cycles) {
  at::Tensor line = at::cos((at::arange(32, at::kFloat) + 0.5) * (2 * std::numbers::pi * cycles / 32));
  return line.view({1, 1, 1, 32}).expand({1, 1, 32, 32}).contiguous();
}

double root_mean_square(const at::Tensor& images) { return images.square().mean().sqrt().item<double>(); }

TEST(Blur, EqualsAntialiasedBilinearResizingToAQuarterAndBack) {
  for (const ImageShape shape : {ImageShape{3, 32, 32}, ImageShape{1, 28, 28}}) {
    const at::Tensor images = some_images(shape);
    const at::Tensor reduced =
        at::_upsample_bilinear2d_aa(images.contiguous(), {shape.height / 4, shape.width / 4}, false);
    const at::Tensor expected = at::upsample_bilinear2d(reduced, {shape.height, shape.width}, false);
    EXPECT_LT((blurred(images) - expected).abs().max().item<float>(), 1e-5f);
  }
}

TEST(Blur, EqualsPlainBilinearResizingToAQuarterAndBackWhenAskedTo) {
  for (const ImageShape shape : {ImageShape{3, 32, 32}, {1, 28, 28}, {2, 30, 19}, {1, 5, 3}}) {
    const at::Tensor images = some_images(shape);
    const std::int64_t height = std::max<std::int64_t>(1, shape.height / 4);
    const std::int64_t width = std::max<std::int64_t>(1, shape.width / 4);
    const at::Tensor reduced = at::upsample_bilinear2d(images.contiguous(), {height, width}, false);
    const at::Tensor expected = at::upsample_bilinear2d(reduced, {shape.height, shape.width}, false);
    EXPECT_LT((blurred(images, Resampling::bilinear) - expected).abs().max().item<float>(), 1e-5f) << shape.height;
  }
}

/// 32 -> 8: each pixel of the small line is the mean of two, the second and third of its four.
TEST(Blur, PlainReductionTakesTheTwoNearestPixelsAlone) {
  at::Tensor line = at::zeros({1, 1, 32, 32});
  line.slice(3, 0, 32, 4).fill_(1);  // the first of every four: plainly, nothing of it is seen
  EXPECT_EQ(blurred(line, Resampling::bilinear).abs().max().item<float>(), 0);
  EXPECT_GT(blurred(line).min().item<float>(), 0.1f);
}

TEST(Blur, LeavesAConstantImageAsItIs) {
  for (const Resampling resampling : {Resampling::antialiased, Resampling::bilinear}) {
    const at::Tensor grey = at::full({2, 3, 32, 32}, 0.7f);
    EXPECT_TRUE(blurred(grey, resampling).allclose(grey));
  }
}

TEST(Blur, KeepsCoarseWavesAndRemovesFineOnes) {
  EXPECT_GT(root_mean_square(blurred(wave(1))), 0.85 * root_mean_square(wave(1)));
  for (const double cycles : {7.0, 8.0, 10.0, 13.0})
    EXPECT_LT(root_mean_square(blurred(wave(cycles))), 0.1 * root_mean_square(wave(cycles))) << cycles;
}

TEST(Blur, WorksOnSidesThatFourDoesNotDivideAndOnTinyOnes) {
  for (const std::int64_t side : {1, 3, 5, 30}) {
    for (const Resampling resampling : {Resampling::antialiased, Resampling::bilinear})
      EXPECT_TRUE(blur_matrix(side, resampling).sum(1).allclose(at::ones({side}))) << side;
  }
}

TEST(Flip, TurnsEveryImageUpsideDown) {
  const at::Tensor images = some_images();
  const at::Tensor upside_down = flipped(images);
  for (std::int64_t y = 0; y < 32; ++y) EXPECT_TRUE(upside_down.select(2, y).equal(images.select(2, 31 - y)));
}

TEST(DataDeficits, KeepTheChannelsLastLayout) {
  const at::Tensor images = some_images();
  for (const at::Tensor& changed : {blurred(images), flipped(images), noise_like(images, 1, 0)})
    EXPECT_TRUE(changed.is_contiguous(at::MemoryFormat::ChannelsLast));
}

TEST(Noise, HasTheMomentsOfTheStandardNormalDistribution) {
  const at::Tensor noise = noise_like(at::empty({64, 3, 32, 32}), 1, 0).to(at::kDouble);
  EXPECT_NEAR(noise.mean().item<double>(), 0, 0.01);  // 4.4 standard errors
  EXPECT_NEAR(noise.square().mean().item<double>(), 1, 0.015);
  EXPECT_NEAR(noise.pow(4).mean().item<double>(), 3, 0.12);
}

TEST(Noise, IsAPureFunctionOfSeedAndStepOnAnyNumberOfThreads) {
  const at::Tensor like = some_images();
  const ThreadCount one(1);
  const at::Tensor noise = noise_like(like, 4, 9);
  const ThreadCount three(3);
  EXPECT_TRUE(noise_like(like, 4, 9).equal(noise));
  EXPECT_FALSE(noise_like(like, 4, 10).equal(noise));
  EXPECT_FALSE(noise_like(like, 5, 9).equal(noise));
  EXPECT_FALSE(noise[0].equal(noise[1]));
}

TEST(LabelPermutation, IsOneCycleSoThatNoClassKeepsItsName) {
  for (const std::int64_t classes : {2, 10, 100}) {
    const auto permuted = label_permutation(classes, 3);
    std::int64_t visited = 0, label = 0;
    do {
      label = permuted[static_cast<std::size_t>(label)];
      ++visited;
    } while (label != 0 && visited <= classes);
    EXPECT_EQ(visited, classes);
  }
}

TEST(LabelPermutation, FollowsFromTheSeed) {
  EXPECT_EQ(label_permutation(10, 3), label_permutation(10, 3));
  EXPECT_NE(label_permutation(10, 3), label_permutation(10, 4));
}

}  // namespace
}  // namespace imprint::test
