// SPDX-License-Identifier: GPL-3.0-or-later
// PictureReading/WxH/toS: one JPEG of that size from its file to a training image of S x S pixels, on one thread. Items
// are pictures: beside TrainStep's time by batch it tells whether reading keeps up.
#include <benchmark/benchmark.h>

#include <filesystem>

#include "core/base/random_stream.h"
#include "datasets/pictures/picture_file.h"
#include "datasets/pictures/resample.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/written_pictures.h"

namespace imprint::test {
namespace {

void read_pictures(benchmark::State& state) {
  const PictureSize size{static_cast<int>(state.range(0)), static_cast<int>(state.range(1))};
  const int side = static_cast<int>(state.range(2));
  const TemporaryFolder folder;
  const std::filesystem::path file = folder / "picture.jpg";
  write_jpeg(file, slanted_picture(size, 90));
  std::vector<float> image(std::size_t{3} * side * side);
  ResampleScratch scratch;
  std::uint64_t key = 0;
  for (auto _ : state) {
    const Crop crop = random_crop(size, mix64(++key));
    const Picture picture = read_picture(file, [&](PictureSize) { return allowed_reduction(crop, side); });
    resample(picture, crop, side, image, scratch);
    benchmark::DoNotOptimize(image.data());
  }
  state.SetItemsProcessed(state.iterations());
}

}  // namespace
}  // namespace imprint::test

BENCHMARK(imprint::test::read_pictures)
    ->Name("PictureReading")
    ->Args({32, 32, 64})
    ->Args({96, 96, 64})
    ->Args({500, 375, 64})
    ->Args({500, 375, 224})
    ->Unit(benchmark::kMicrosecond);
