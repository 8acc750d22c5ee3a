// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/pictures/resample.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "core/base/random_stream.h"
#include "datasets/pictures/picture_file.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/written_pictures.h"

namespace imprint::test {
namespace {

Picture noise(PictureSize size, std::uint64_t key) {
  Picture picture{size, size, {}};
  RandomStream stream(key);
  for (int i = 0; i < 3 * size.width * size.height; ++i)
    picture.rgb.push_back(static_cast<std::uint8_t>(stream.below(256)));
  return picture;
}

/// The formula of resample.h, pixel by pixel over the whole picture.
double slow_pixel(const Picture& picture, const Crop& crop, int side, int v, int u, int channel) {
  if (crop.is_mirrored) u = side - 1 - u;
  const double reach_x = std::max(1.0, crop.width / side), reach_y = std::max(1.0, crop.height / side);
  const double cx = crop.x + (u + 0.5) * crop.width / side - 0.5, cy = crop.y + (v + 0.5) * crop.height / side - 0.5;
  double sum = 0, weights = 0;
  for (int y = 0; y < picture.size.height; ++y)
    for (int x = 0; x < picture.size.width; ++x) {
      const double weight =
          std::max(0.0, 1 - std::abs(x - cx) / reach_x) * std::max(0.0, 1 - std::abs(y - cy) / reach_y);
      weights += weight;
      sum += weight * picture.rgb[std::size_t(3) * (y * picture.size.width + x) + channel];
    }
  return sum / weights;
}

TEST(Resample, FollowsTheFormula) {
  ResampleScratch scratch;
  for (const PictureSize size : {PictureSize{37, 23}, {9, 14}, {1, 5}})
    for (const int side : {1, 7, 16})
      for (const bool is_mirrored : {false, true})
        for (Crop crop :
             {Crop{0, 0, double(size.width), double(size.height)}, {size.width * 0.2, 1, size.width * 0.5, 3}}) {
          crop.is_mirrored = is_mirrored;
          const Picture picture = noise(size, 5);
          std::vector<float> image(std::size_t(3) * side * side);
          resample(picture, crop, side, image, scratch);
          for (int v = 0; v < side; ++v)
            for (int u = 0; u < side; ++u)
              for (int c = 0; c < 3; ++c)
                ASSERT_NEAR(image[std::size_t(3) * (v * side + u) + c], slow_pixel(picture, crop, side, v, u, c), 1e-3)
                    << size.width << " " << side << " " << v << " " << u;
        }
}

TEST(Resample, APictureAtItsOwnSizeIsItself) {
  const Picture picture = noise({12, 12}, 6);
  std::vector<float> image(3 * 12 * 12);
  ResampleScratch scratch;
  resample(picture, {0, 0, 12, 12}, 12, image, scratch);
  for (std::size_t i = 0; i < image.size(); ++i) EXPECT_EQ(image[i], picture.rgb[i]);
}

TEST(CentreCrop, IsSevenEighthsOfTheShorterSide) {
  EXPECT_EQ(centre_crop({256, 320}), (Crop{16, 48, 224, 224}));
  EXPECT_EQ(centre_crop({320, 256}), (Crop{48, 16, 224, 224}));
}

TEST(RandomCrop, LiesInsideWithTheSharesAndRatiosOfTheRecipe) {
  const PictureSize size{200, 150};
  double shares = 0, mirrored = 0;
  constexpr int count = 4000;
  for (int key = 0; key < count; ++key) {
    const Crop crop = random_crop(size, mix64(key));
    EXPECT_GE(crop.x, 0);
    EXPECT_GE(crop.y, 0);
    EXPECT_LE(crop.x + crop.width, size.width);
    EXPECT_LE(crop.y + crop.height, size.height);
    EXPECT_GT(crop.width / crop.height, 0.72);
    EXPECT_LT(crop.width / crop.height, 1.38);
    const double share = crop.width * crop.height / (200.0 * 150);
    EXPECT_GT(share, 0.077);
    shares += share;
    mirrored += crop.is_mirrored;
  }
  EXPECT_NEAR(mirrored / count, 0.5, 5 * 0.5 / std::sqrt(count));
  EXPECT_GT(shares / count, 0.4);  // .54 if none were drawn again
  EXPECT_LT(shares / count, 0.56);
  EXPECT_EQ(random_crop(size, 9), random_crop(size, 9));
}

TEST(RandomCrop, OfAStripIsTheLargestPartThatIsNotTooNarrow) {
  const Crop crop = random_crop({1000, 20}, 3);
  EXPECT_EQ(crop.height, 20);
  EXPECT_EQ(crop.width, 27);
  EXPECT_EQ(crop.x, 486.5);
}

TEST(Reduction, ChangesWhatAnyCropShowsByLittle) {
  const TemporaryFolder folder;
  const PictureSize size{420, 310};
  constexpr int side = 24;
  write_jpeg(folder / "a.jpg", slanted_picture(size, 60));
  ResampleScratch scratch;
  int reduced = 0;
  for (std::uint64_t key = 0; key < 60; ++key) {
    const Crop crop = random_crop(size, mix64(key));
    std::vector<float> images[2];
    for (const int most : {1, 8}) {
      const Picture picture =
          read_picture(folder / "a.jpg", [&](PictureSize) { return std::min(most, allowed_reduction(crop, side)); });
      reduced += picture.size != picture.full;
      std::vector<float>& image = images[most == 1 ? 0 : 1];
      image.resize(std::size_t(3) * side * side);
      resample(picture, crop, side, image, scratch);
    }
    for (std::size_t i = 0; i < images[0].size(); ++i) ASSERT_NEAR(images[0][i], images[1][i], 6) << key << " " << i;
  }
  EXPECT_GT(reduced, 40);
}

TEST(Reduction, LeavesTheCropAtLeastAsLargeAsTheImage) {
  for (const auto& [width, expected] :
       std::map<double, int>{{100, 1}, {447, 1}, {448, 2}, {900, 4}, {1800, 8}, {9000, 8}})
    EXPECT_EQ(allowed_reduction({0, 0, width, 2 * width}, 224), expected) << width;
}

}  // namespace
}  // namespace imprint::test
