// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/affine/quantize_kernels.h"
#include "core/formats/range_kernels.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "core/base/random_stream.h"
#include "core/formats/rounding_noise.h"
#include "tests/reference/slow_quantizer.h"

namespace imprint {
namespace {

using test::same_bits;
using test::slow_quantized;

constexpr float nan_value = std::numeric_limits<float>::quiet_NaN();
constexpr float infinity = std::numeric_limits<float>::infinity();
const std::vector<int> all_bits{1, 2, 3, 4, 5, 6, 7, 8, 12, 16, 22, 23, 24, 25, 31};
const std::vector<std::size_t> lengths{0, 1, 2, 15, 16, 17, 63, 64, 65, 127, 1000};

/// Every path that this processor can run gives the bits that are expected of it.
class EveryInstructionSet : public testing::TestWithParam<InstructionSet> {
 protected:
  void SetUp() override {
    if (!is_supported(GetParam())) GTEST_SKIP() << "this processor lacks the instruction set";
  }
};
INSTANTIATE_TEST_SUITE_P(Kernels, EveryInstructionSet,
                         testing::Values(InstructionSet::baseline, InstructionSet::avx2, InstructionSet::avx512));

std::vector<float> normal_values(std::size_t count, std::uint64_t seed, double deviation = 1, double mean = 0) {
  RandomStream stream(seed);
  std::vector<float> values;
  for (std::size_t i = 0; i < count; ++i) values.push_back(static_cast<float>(mean + deviation * stream.normal()));
  return values;
}

std::vector<float> fast(const std::vector<float>& values, int bits, InstructionSet set) {
  std::vector<float> out(values.size());
  quantize(values, out, affine_grid(value_range(values, set), bits), set);
  return out;
}

TEST_P(EveryInstructionSet, QuantizesWithTheBitsOfTheSlowReference) {
  for (const int bits : all_bits) {
    for (const std::size_t length : lengths) {
      const auto values = normal_values(length, length + 1);
      EXPECT_TRUE(same_bits(fast(values, bits, GetParam()), slow_quantized(values, bits))) << bits << " " << length;
    }
  }
}

TEST_P(EveryInstructionSet, QuantizesTinyHugeAndShiftedValuesAsTheReference) {
  for (const double deviation : {1e-30, 1e-9, 1e-4, 1e4, 1e30}) {
    for (const double mean : {0.0, 1000.0, -1e6}) {
      const auto values = normal_values(333, 5, deviation, mean);
      EXPECT_TRUE(same_bits(fast(values, 8, GetParam()), slow_quantized(values, 8))) << deviation << " " << mean;
    }
  }
}

TEST_P(EveryInstructionSet, ExactHalvesGoToTheEvenCode) {
  const std::vector<float> values{0, 0.5F, 1.5F, 2.5F, 3.5F, 4.5F, 5.5F, 6.5F, 7};
  EXPECT_EQ(fast(values, 3, GetParam()), (std::vector<float>{0, 0, 2, 2, 4, 4, 6, 6, 7}));
}

TEST_P(EveryInstructionSet, ValuesOutsideAGivenRangeAreClamped) {
  const auto values = normal_values(200, 3, 2);
  std::vector<float> out(values.size());
  quantize(values, out, affine_grid({-0.5F, 0.75F}, 4), GetParam());
  EXPECT_TRUE(same_bits(out, slow_quantized(values, {-0.5F, 0.75F}, 4)));
  EXPECT_EQ(value_range(out).minimum, -0.5F);
  EXPECT_EQ(value_range(out).maximum, 0.75F);
}

TEST_P(EveryInstructionSet, ConstantValuesStayThemselves) {
  for (const float value : {0.0F, 3.25F, -1e-12F, 1e20F}) {
    EXPECT_EQ(fast(std::vector<float>(77, value), 2, GetParam()), std::vector<float>(77, value));
  }
}

TEST_P(EveryInstructionSet, RangeFindsTheExtremesWhereverTheyAre) {
  for (const std::size_t length : lengths) {
    if (length < 2) continue;
    for (std::size_t at = 0; at < length; ++at) {
      auto values = normal_values(length, 11);
      values[at] = -50;
      values[(at + length / 2) % length] = 60;
      const FloatRange range = value_range(values, GetParam());
      ASSERT_EQ(range.minimum, -50.0F);
      ASSERT_EQ(range.maximum, 60.0F);
    }
  }
}

TEST_P(EveryInstructionSet, OneNaNMakesTheRangeAndEveryValueNaN) {
  for (const std::size_t at : {0, 1, 63, 64, 99}) {
    auto values = normal_values(100, 2);
    values[at] = nan_value;
    EXPECT_TRUE(std::isnan(value_range(values, GetParam()).minimum)) << at;
    EXPECT_TRUE(std::isnan(value_range(values, GetParam()).maximum)) << at;
    for (const float value : fast(values, 8, GetParam())) EXPECT_TRUE(std::isnan(value));
  }
}

TEST_P(EveryInstructionSet, AnInfinityIsNotHidden) {
  for (const float extreme : {infinity, -infinity}) {
    auto values = normal_values(100, 2);
    values[40] = extreme;
    const auto out = fast(values, 8, GetParam());
    EXPECT_TRUE(same_bits(out, slow_quantized(values, 8)));
    EXPECT_FALSE(std::isfinite(out[40]));
  }
}

TEST_P(EveryInstructionSet, StochasticRoundingGivenTheNoiseHasTheReferencesBits) {
  for (const int bits : all_bits) {
    for (const std::size_t length : lengths) {
      const auto values = normal_values(length, 17);
      const std::uint64_t key = mix64(static_cast<std::uint64_t>(bits));
      std::vector<float> out(length);
      quantize_stochastically(values, out, affine_grid(value_range(values), bits), key, GetParam());
      const auto noise = [&](std::size_t i) { return rounding_noise(key, static_cast<std::uint32_t>(i)); };
      EXPECT_TRUE(same_bits(out, slow_quantized(values, bits, noise))) << bits << " " << length;
    }
  }
}

TEST(MergedRange, IsTheRangeOfBothAndKeepsNaN) {
  EXPECT_EQ(merged({-1, 2}, {-3, 1}).minimum, -3.0F);
  EXPECT_EQ(merged({-1, 2}, {-3, 1}).maximum, 2.0F);
  EXPECT_TRUE(std::isnan(merged({0, 1}, {nan_value, nan_value}).maximum));
  EXPECT_TRUE(std::isnan(merged({nan_value, nan_value}, {0, 1}).minimum));
}

TEST(InstructionSets, TheBestOneIsSupported) { EXPECT_TRUE(is_supported(best_instruction_set())); }

TEST_P(EveryInstructionSet, CodesGiveTheBitsOfTheRoundedValues) {
  for (const int bits : all_bits) {
    for (const std::size_t length : lengths) {
      const auto values = normal_values(length, length + 9);
      const AffineGrid grid = affine_grid(value_range(values), bits);
      std::vector<float> rounded(length), stochastic(length), decoded(length), decoded_stochastic(length);
      quantize(values, rounded, grid, GetParam());
      quantize_stochastically(values, stochastic, grid, 77, GetParam());
      const auto decode = [&](auto code) { return static_cast<float>(code) * grid.scale + grid.minimum; };
      const auto check = [&]<class Code>(std::vector<Code> codes) {
        EXPECT_FALSE(encode<Code>(values, codes, grid, GetParam()));
        std::ranges::transform(codes, decoded.begin(), decode);
        EXPECT_FALSE(encode_stochastically<Code>(values, codes, grid, 77, GetParam()));
        std::ranges::transform(codes, decoded_stochastic.begin(), decode);
        EXPECT_TRUE(same_bits(decoded, rounded)) << bits << " " << length;
        EXPECT_TRUE(same_bits(decoded_stochastic, stochastic)) << bits << " " << length;
      };
      check(std::vector<std::int64_t>(length));
      if (bits <= 8) check(std::vector<std::uint8_t>(length));
    }
  }
}

TEST_P(EveryInstructionSet, ANaNIsReportedWhereverItStands) {
  for (const std::size_t place : {0U, 7U, 64U, 70U}) {
    auto values = normal_values(71, 4);
    values[place] = nan_value;
    std::vector<std::uint8_t> codes(values.size());
    EXPECT_TRUE(encode<std::uint8_t>(values, codes, affine_grid({-1, 1}, 8), GetParam()));
    EXPECT_EQ(codes[place], 0);
    EXPECT_TRUE(encode_stochastically<std::uint8_t>(values, codes, affine_grid({-1, 1}, 8), 3, GetParam()));
  }
  std::vector<float> ends{-infinity, infinity};
  std::vector<std::uint8_t> codes(2);
  EXPECT_FALSE(encode<std::uint8_t>(ends, codes, affine_grid({-1, 1}, 8), GetParam()));
  EXPECT_EQ(codes, (std::vector<std::uint8_t>{0, 255}));
}

}  // namespace
}  // namespace imprint
