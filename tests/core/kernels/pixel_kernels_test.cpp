// SPDX-License-Identifier: GPL-3.0-or-later
// Each kernel on each instruction set against its definition, pixel by pixel.
#include "core/kernels/pixel_kernels.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>

#include "core/base/random_stream.h"

namespace imprint::test {
namespace {

class PixelKernels : public testing::TestWithParam<InstructionSet> {
 protected:
  void SetUp() override {
    if (!is_supported(GetParam())) GTEST_SKIP() << "this processor lacks the instruction set";
  }

  template <class Value>
  std::vector<Value> numbers(std::size_t count, std::int64_t low, std::int64_t high) {
    std::vector<Value> result;
    for (std::size_t i = 0; i < count; ++i)
      result.push_back(static_cast<Value>(low + static_cast<std::int64_t>(stream_.below(high - low + 1))));
    return result;
  }

  RandomStream stream_{5};
};
INSTANTIATE_TEST_SUITE_P(Kernels, PixelKernels,
                         testing::Values(InstructionSet::baseline, InstructionSet::avx2, InstructionSet::avx512));

TEST_P(PixelKernels, ChannelSumsAreThoseOfEachPixel) {
  constexpr std::size_t pixels = 11;
  for (const std::size_t channels : {1U, 3U, 16U, 32U, 48U, 64U, 100U}) {
    const auto codes = numbers<std::uint8_t>(pixels * channels, 0, 255);
    std::vector<std::int32_t> sums(pixels);
    channel_sums(codes, sums, GetParam());
    for (std::size_t p = 0; p < pixels; ++p) {
      std::int32_t expected = 0;
      for (std::size_t c = 0; c < channels; ++c) expected += codes[p * channels + c];
      EXPECT_EQ(sums[p], expected) << channels;
    }
  }
}

TEST_P(PixelKernels, WindowSumsAreThoseOfThePixelsInside) {
  std::vector<Windows> all;
  for (const std::int64_t kernel : {1, 3, 5})
    for (const std::int64_t stride : {1, 2, 3})
      for (const std::int64_t padding : {std::int64_t{0}, kernel / 2, kernel + 1})
        all.push_back({9, 7, kernel, kernel == 5 ? 3 : kernel, stride, kernel == 3 ? 1 : stride, padding, padding});
  for (const Windows& w : all) {
    const auto pixels = numbers<std::int32_t>(63, -100, 100);
    std::vector<std::int32_t> sums(static_cast<std::size_t>(w.places()), 77);
    window_sums(pixels, w, sums, GetParam());
    for (std::int64_t place = 0; place < w.places(); ++place) {
      std::int32_t expected = 0;
      for (std::int64_t ky = 0; ky < w.kernel_height; ++ky)
        for (std::int64_t kx = 0; kx < w.kernel_width; ++kx) {
          const std::int64_t y = place / w.columns() * w.stride_down + ky - w.padding_down;
          const std::int64_t x = place % w.columns() * w.stride_right + kx - w.padding_right;
          if (y >= 0 && y < w.height && x >= 0 && x < w.width)
            expected += pixels[static_cast<std::size_t>(y * w.width + x)];
        }
      EXPECT_EQ(sums[static_cast<std::size_t>(place)], expected) << w.kernel_height << w.stride_down << w.padding_down;
    }
  }
}

TEST_P(PixelKernels, EveryCentredCodeIsExactInBf16) {
  std::vector<std::uint8_t> codes;
  for (int code = 0; code < 256; ++code) codes.push_back(static_cast<std::uint8_t>(code));
  for (const int centre : {0, 1, 128, 255}) {
    std::vector<std::uint16_t> values(codes.size());
    centred_bf16(codes, centre, values, GetParam());
    for (std::size_t i = 0; i < codes.size(); ++i)
      EXPECT_EQ(std::bit_cast<float>(std::uint32_t{values[i]} << 16), static_cast<float>(codes[i] - centre));
  }
}

TEST_P(PixelKernels, ConvolutionsAreFinishedByTheFormula) {
  constexpr std::size_t places = 6;
  for (const std::size_t channels : {3U, 16U, 40U})
    for (const ImageGrid& image : {ImageGrid{0, 0.02F, 0}, ImageGrid{117, 0.02F, -0.007F}}) {
      const auto product = numbers<std::int32_t>(places * channels, -2'000'000, 2'000'000);
      const auto sums = numbers<std::int32_t>(places, 0, 30'000), count = numbers<std::int32_t>(places, 50, 144);
      const auto centre = numbers<std::int32_t>(channels, -128, 128);
      const auto centred = numbers<std::int32_t>(places * channels, -9000, 9000);
      std::vector<float> scale, residue, values;
      for (std::size_t c = 0; c < channels; ++c) {
        scale.push_back(static_cast<float>(0.01 * stream_.normal()));
        residue.push_back(static_cast<float>(0.001 * stream_.normal()));
      }
      for (const std::int32_t value : product) values.push_back(std::bit_cast<float>(value));
      finish_convolution(values, sums, image, {centre, scale, residue, centred, count}, GetParam());
      for (std::size_t i = 0; i < values.size(); ++i) {
        const std::size_t place = i / channels, c = i % channels;
        const double exact = product[i] + 1.0 * sums[place] * centre[c] - 1.0 * centred[i] * image.centre;
        const double inside = sums[place] - 1.0 * count[place] * image.centre;
        const double expected = scale[c] * (double{image.scale} * exact + double{image.residue} * centred[i]) +
                                residue[c] * (image.scale * inside + count[place] * double{image.residue});
        EXPECT_NEAR(values[i], expected, 2e-6 * (std::abs(expected) + 100)) << channels;
      }
    }
}

}  // namespace
}  // namespace imprint::test
