// SPDX-License-Identifier: GPL-3.0-or-later
// A picture, JPEG or PNG, as the training reads it.
#include "datasets/pictures/picture_file.h"
#include "datasets/pictures/resample.h"
#include "tests/fuzz/fuzz_target.h"

IMPRINT_FUZZ_TARGET(picture) {
  using namespace imprint;
  constexpr int side = 5;
  constexpr std::int64_t most_pixels_here = 1 << 22;  // larger ones are no fault, only slow
  Picture picture;
  const auto read = [&] {
    picture = read_picture(fuzz::file_with(bytes), [](PictureSize size) {
      if (std::int64_t{size.width} * size.height > most_pixels_here) throw InputError("input is large");
      return 2;
    });
  };
  if (!fuzz::accepts(read)) return;
  const auto pixels = static_cast<std::size_t>(picture.size.width) * static_cast<std::size_t>(picture.size.height);
  fuzz::require(pixels > 0 && picture.rgb.size() == 3 * pixels, "three bytes a pixel");
  std::vector<float> image(std::size_t{3} * side * side);
  ResampleScratch scratch;
  resample(picture, random_crop(picture.full, bytes.size()), side, image, scratch);
  for (const float value : image) fuzz::require(value >= -0.01F && value <= 255.01F, "means of bytes");
}
