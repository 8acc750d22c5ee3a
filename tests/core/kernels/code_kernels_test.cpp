// SPDX-License-Identifier: GPL-3.0-or-later
// Each kernel on each instruction set against the formula of its header, number by number.
#include "core/kernels/code_kernels.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <limits>
#include <vector>

#include "core/base/random_stream.h"

namespace imprint::test {
namespace {

class CodeKernels : public testing::TestWithParam<InstructionSet> {
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
  std::vector<float> normal(std::size_t count, double deviation = 1) {
    std::vector<float> result;
    for (std::size_t i = 0; i < count; ++i) result.push_back(static_cast<float>(deviation * stream_.normal()));
    return result;
  }

  RandomStream stream_{3};
};
INSTANTIATE_TEST_SUITE_P(Kernels, CodeKernels,
                         testing::Values(InstructionSet::baseline, InstructionSet::avx2, InstructionSet::avx512));

constexpr std::size_t count = 133;

TEST_P(CodeKernels, SumsAreThoseOfTheCodes) {
  const auto codes = numbers<std::uint8_t>(count, 0, 255);
  std::int32_t sum = 0;
  for (const auto code : codes) sum += code;
  EXPECT_EQ(sum_of(codes, GetParam()), sum);
  auto sums = numbers<std::int32_t>(count, -1000, 1000);
  auto expected = sums;
  for (std::size_t i = 0; i < count; ++i) expected[i] += codes[i];
  add_to(sums, codes, GetParam());
  EXPECT_EQ(sums, expected);
}

/// The formula with all integers in 64 bits and the rest in double.
double finished(std::int64_t product, const LeftTerms& left, const RightTerms& right, std::size_t n) {
  const std::int64_t exact =
      product + std::int64_t{right.shifted_centre[n]} * left.sum - std::int64_t{left.centre} * right.centred_sum[n];
  return double{right.scale[n]} *
             (double{left.scale} * static_cast<double>(exact) + double{left.residue} * right.centred_sum[n]) +
         double{right.residue[n]} * left.constant + right.bias[n];
}

TEST_P(CodeKernels, ProductsAreFinishedByTheFormula) {
  const auto product = numbers<std::int32_t>(count, -2'000'000, 2'000'000);
  const auto centre = numbers<std::int32_t>(count, -128, 128), sums = numbers<std::int32_t>(count, -9000, 9000);
  const auto scale = normal(count), residue = normal(count), bias = normal(count);
  const LeftTerms left{.sum = 70'000, .centre = 117, .scale = 0.013F, .residue = -0.004F, .constant = 3.25F};
  const RightTerms right{centre, sums, scale, residue, bias};
  std::vector<float> in_place, out(count);
  for (const auto value : product) in_place.push_back(std::bit_cast<float>(value));
  finish_product(in_place, left, right, GetParam());
  finish_product(std::vector<std::int64_t>(product.begin(), product.end()), left, right, out, GetParam());
  for (std::size_t n = 0; n < count; ++n) {
    const double expected = finished(product[n], left, right, n);
    EXPECT_NEAR(in_place[n], expected, 1e-6 * (1 + std::abs(expected)) + 2e-3) << n;
    EXPECT_EQ(in_place[n], out[n]) << n;
  }
}

TEST_P(CodeKernels, SumsBeyond32BitsKeepTheirValueIn64) {
  const std::vector<std::int64_t> product{std::int64_t{1} << 40};
  const std::vector<std::int32_t> centre{128}, sums{-2'000'000};
  const std::vector<float> one{1}, none{0};
  std::vector<float> out(1);
  finish_product(product, {.sum = 20'000'000, .centre = 255}, {centre, sums, one, none, none}, out, GetParam());
  EXPECT_EQ(out[0], static_cast<float>((std::int64_t{1} << 40) + 128LL * 20'000'000 + 255LL * 2'000'000));
}

TEST_P(CodeKernels, TheLargestMagnitudeOfAColumnKeepsANaN) {
  std::vector<float> largest{0, 2, 1, std::numeric_limits<float>::quiet_NaN()};
  enlarge(largest, std::vector<float>{-3, 1, std::numeric_limits<float>::quiet_NaN(), 5}, GetParam());
  EXPECT_EQ(largest[0], 3);
  EXPECT_EQ(largest[1], 2);
  EXPECT_TRUE(std::isnan(largest[2]));
  EXPECT_TRUE(std::isnan(largest[3]));
}

TEST_P(CodeKernels, DigitsMakeUpTheNearestNumber) {
  auto values = normal(count, 1e6);
  values[0] = 127 * 65536, values[1] = -127 * 65536, values[2] = 0.5F, values[3] = -0.5F, values[4] = 127.5F;
  const std::vector<float> inverse(count, 1);
  std::vector<std::int8_t> high(count), middle(count), low(count);
  std::vector<double> sums(count, 0.25);
  split_into_digits(values, inverse, {high, middle, low}, sums, GetParam());
  for (std::size_t i = 0; i < count; ++i) {
    const double number = 65536.0 * high[i] + 256.0 * middle[i] + low[i];
    EXPECT_EQ(number, std::round(double{values[i]})) << values[i];
    EXPECT_EQ(sums[i], number + 0.25);
  }
}

TEST_P(CodeKernels, ProductsOfDigitsAreFinishedByTheFormula) {
  const auto product = numbers<std::int32_t>(3 * count, -2'000'000, 2'000'000);
  const auto unit = normal(count, 1e-7);
  std::vector<double> sums;
  for (const float sum : normal(count, 1e7)) sums.push_back(sum);
  const LeftGrid left{.scale = 0.02, .centre = 119, .residue = -0.007};
  std::vector<float> out(count);
  finish_digits(product, left, sums, unit, out, GetParam());
  for (std::size_t i = 0; i < count; ++i) {
    const double number = 65536.0 * product[i] + 256.0 * product[count + i] + product[2 * count + i];
    const double expected = unit[i] * (left.scale * (number - left.centre * sums[i]) + left.residue * sums[i]);
    EXPECT_NEAR(out[i], expected, 1e-7 * std::abs(expected)) << i;
  }
}

}  // namespace
}  // namespace imprint::test
