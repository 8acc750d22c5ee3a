// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/core/Tensor.h>
#include <ATen/ops/full.h>
#include <gtest/gtest.h>

#include "core/base/error.h"
#include "core/data/images/image_view.h"
#include "tests/core/data/small_dataset.h"

namespace imprint::test {
namespace {

/// The view one pixel at a time, straight from the formula of image_view.h.
at::Tensor slow_views(const ImageDataset& dataset, const std::vector<ImageView>& views) {
  const ImageShape shape = dataset.image_shape();
  at::Tensor output = at::empty({std::ssize(views), shape.channels, shape.height, shape.width}, at::kFloat);
  const auto source = dataset.images.accessor<std::uint8_t, 4>();
  auto target = output.accessor<float, 4>();
  for (std::size_t i = 0; i < views.size(); ++i)
    for (std::int64_t c = 0; c < shape.channels; ++c)
      for (std::int64_t y = 0; y < shape.height; ++y)
        for (std::int64_t x = 0; x < shape.width; ++x) {
          const std::int64_t sy = y + views[i].dy;
          const std::int64_t sx = (views[i].mirrored ? shape.width - 1 - x : x) + views[i].dx;
          const bool inside = sy >= 0 && sy < shape.height && sx >= 0 && sx < shape.width;
          const double pixel = inside ? source[views[i].image][c][sy][sx] : 0.0;
          const auto channel = static_cast<std::size_t>(c);
          target[static_cast<std::int64_t>(i)][c][y][x] =
              static_cast<float>((pixel / 255.0 - dataset.mean[channel]) / dataset.deviation[channel]);
        }
  return output;
}

std::vector<ImageView> many_random_views(std::int64_t images, std::int64_t count) {
  std::vector<ImageView> views;
  for (std::int64_t i = 0; i < count; ++i)
    views.push_back(random_view(variation_key(5, i, i % images), i % images, true));
  return views;
}

TEST(NormalisedImages, AreTheFormulaForEveryPixelValueOfEveryChannel) {
  ImageDataset dataset = random_images(1, {3, 16, 16});
  dataset.images = at::arange(256, at::kByte).view({1, 1, 16, 16}).repeat({1, 3, 1, 1});
  dataset.mean = {0.4914, 0.4822, 0.4465};
  dataset.deviation = {0.2023, 0.1994, 0.2010};
  const at::Tensor images = normalised_images(dataset, {0});
  for (std::int64_t c = 0; c < 3; ++c)
    for (std::int64_t value = 0; value < 256; ++value) {
      const auto channel = static_cast<std::size_t>(c);
      const double expected = (static_cast<double>(value) / 255.0 - dataset.mean[channel]) / dataset.deviation[channel];
      EXPECT_EQ(images[0][c][value / 16][value % 16].item<float>(), static_cast<float>(expected));
    }
}

TEST(NormalisedImages, LieChannelsLast) {
  const at::Tensor images = normalised_images(random_images(4), {3, 0, 1});
  EXPECT_TRUE(images.is_contiguous(at::MemoryFormat::ChannelsLast));
  EXPECT_EQ(images.sizes(), (at::IntArrayRef{3, 3, 32, 32}));
}

TEST(NormalisedImages, ComeInTheOrderAskedFor) {
  const ImageDataset dataset = random_images(6, {1, 28, 28});
  const at::Tensor all = normalised_images(dataset, {0, 1, 2, 3, 4, 5});
  const at::Tensor some = normalised_images(dataset, {4, 4, 1});
  EXPECT_TRUE(some[0].equal(all[4]));
  EXPECT_TRUE(some[1].equal(all[4]));
  EXPECT_TRUE(some[2].equal(all[1]));
}

TEST(NormalisedImages, RefuseAnIndexOutsideTheSet) {
  const ImageDataset dataset = random_images(6);
  EXPECT_THROW(normalised_images(dataset, {6}), InputError);
  EXPECT_THROW(normalised_images(dataset, {-1}), InputError);
}

TEST(NormalisedImages, OfNoIndexAreAnEmptyBatch) { EXPECT_EQ(normalised_images(random_images(2), {}).size(0), 0); }

TEST(NormalisedViews, EqualTheSlowReference) {
  for (const ImageShape shape : {ImageShape{3, 32, 32}, ImageShape{1, 28, 28}, ImageShape{3, 5, 9}}) {
    const ImageDataset dataset = random_images(7, shape);
    const auto views = many_random_views(7, 200);
    EXPECT_TRUE(normalised_views(dataset, views).equal(slow_views(dataset, views)));
  }
}

TEST(NormalisedViews, ShiftedOutOfTheImageAreBlack) {
  const ImageDataset dataset = random_images(1, {1, 8, 8});
  const std::vector<ImageView> views = {{.image = 0, .dy = 8}, {.image = 0, .dx = -9}};
  const at::Tensor black = at::full({2, 1, 8, 8}, (0.0 - 0.45) / 0.25, at::kFloat);
  EXPECT_TRUE(normalised_views(dataset, views).equal(black));
}

TEST(NormalisedViews, DoNotDependOnTheNumberOfThreads) {
  const ImageDataset dataset = random_images(20);
  const auto views = many_random_views(20, 101);
  const ThreadCount one(1);
  const at::Tensor alone = normalised_views(dataset, views);
  const ThreadCount three(3);
  EXPECT_TRUE(normalised_views(dataset, views).equal(alone));
}

TEST(RandomView, IsAPureFunctionOfSeedEpochAndImage) {
  EXPECT_EQ(random_view(variation_key(1, 2, 3), 3, true), random_view(variation_key(1, 2, 3), 3, true));
  int same = 0;
  for (std::int64_t i = 0; i < 100; ++i) {
    same += random_view(variation_key(1, 2, i), i, true) == random_view(variation_key(1, 3, i), i, true);
    same += random_view(variation_key(1, 2, i), i, true) == random_view(variation_key(2, 2, i), i, true);
  }
  EXPECT_LT(same, 15);  // about 200 / 162 by chance
}

TEST(RandomView, TakesEveryShiftAndMirrorAboutEquallyOften) {
  constexpr int draws = 16200;
  std::vector<int> counts(9 * 9 * 2);
  for (std::int64_t i = 0; i < draws; ++i) {
    const ImageView view = random_view(variation_key(7, 0, i), i, true);
    ASSERT_LE(std::abs(view.dy), crop_padding);
    ASSERT_LE(std::abs(view.dx), crop_padding);
    const int place = ((view.dy + 4) * 9 + view.dx + 4) * 2 + (view.mirrored ? 1 : 0);
    ++counts[static_cast<std::size_t>(place)];
  }
  for (const int count : counts) EXPECT_NEAR(count, 100, 50);  // five standard deviations
}

TEST(RandomView, CropsAlikeWhereMirroringIsForbidden) {
  for (std::int64_t i = 0; i < 200; ++i) {
    ImageView view = random_view(variation_key(3, 1, i), i, true);
    view.mirrored = false;
    EXPECT_EQ(random_view(variation_key(3, 1, i), i, false), view);
  }
}

}  // namespace
}  // namespace imprint::test
