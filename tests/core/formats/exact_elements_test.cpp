// SPDX-License-Identifier: GPL-3.0-or-later
// The codecs that train, and LibTorch's own 16-bit types, against the exact rounding of core/elements.
#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <c10/util/BFloat16.h>
#include <c10/util/Half.h>
#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "core/elements/named_format.h"
#include "core/formats/codec.h"
#include "core/formats/half/half_kernels.h"
#include "core/formats/minifloat/minifloat_grid.h"
#include "core/formats/rounding_noise.h"
#include "tests/reference/test_tensors.h"

namespace imprint::test {
namespace {

std::vector<double> as_doubles(const at::Tensor& values) {
  const auto floats = memory_of(values);
  return {floats.begin(), floats.end()};
}

TEST(ExactElements, AreWhatTheMinifloatKernelGives) {
  const at::Tensor values = normal_tensor({4000}, 1);
  for (const auto& [exponent, mantissa] : {std::pair(2, 1), {2, 3}, {3, 2}, {4, 3}, {5, 2}}) {
    const MinifloatGrid grid = minifloat_grid(minifloat_format(exponent, mantissa));
    const ElementFormat format = element_format(exponent, mantissa);
    EXPECT_EQ(grid.largest, format.largest());
    for (const float value : memory_of(values))
      for (const float scaled : {value, 8 * value, value / 256})
        ASSERT_EQ(minifloat_value(scaled, grid, 0), round_to_element(scaled, format)) << scaled;
  }
}

/// Over all of float's exponents, midpoints and the values beside them included.
TEST(ExactElements, AreWhatTheHalfKernelGives) {
  for (const auto& [format, exact] : {std::pair(bf16_format, elements::bf16), {fp16_format, elements::fp16}}) {
    const HalfGrid grid = half_grid(format);
    for (std::uint64_t bits = 0; bits < 0x7f800000U; bits += 4093)  // a prime: all exponents, other mantissas each
      for (const std::uint32_t at :
           {std::uint32_t(bits), std::uint32_t(bits | 0x80000000U), std::uint32_t((bits & ~0x1ffffULL) | 0x8000U),
            std::uint32_t((bits & ~0x3fffULL) | 0x1000U)}) {
        const auto value = std::bit_cast<float>(at);
        ASSERT_EQ(half_value(value, grid), round_to_element(value, exact)) << value;
      }
    const float infinity = std::numeric_limits<float>::infinity();
    EXPECT_EQ(half_value(-infinity, grid), -infinity) << "it is not hidden";
    EXPECT_TRUE(std::isnan(half_value(std::numeric_limits<float>::quiet_NaN(), grid)));
    EXPECT_TRUE(std::signbit(half_value(-0.0F, grid)));
  }
}

TEST(ExactElements, HalvesAreTheSameOnEveryInstructionSet) {
  const at::Tensor values = normal_tensor({1001}, 3) * 1e-4;  // about fp16's subnormal values
  for (const NumberFormat format : {bf16_format, fp16_format}) {
    const HalfGrid grid = half_grid(format);
    std::vector<float> expected(1001), out(1001);
    round_to_half_stochastically(memory_of(values), expected, grid, 3, InstructionSet::baseline);
    for (const InstructionSet set : {InstructionSet::avx2, InstructionSet::avx512}) {
      if (!is_supported(set)) continue;
      round_to_half_stochastically(memory_of(values), out, grid, 3, set);
      EXPECT_EQ(out, expected) << format_name(format);
    }
  }
}

TEST(ExactElements, StochasticHalvesAreUnbiased) {
  constexpr int draws = 1'000'000;
  for (const NumberFormat format : {bf16_format, fp16_format})
    for (const float value : {1.003F, -0.7171F, 3e-7F, 1e-6F}) {
      double sum = 0, squares = 0;
      for (int i = 0; i < draws; ++i) {
        const float noise = rounding_noise(noise_block_key(5, 0), static_cast<std::uint32_t>(i));
        const double off = static_cast<double>(half_value(value, half_grid(format), noise)) - value;
        sum += off;
        squares += off * off;
      }
      EXPECT_LT(std::abs(sum), 4 * std::sqrt(squares)) << format_name(format) << ' ' << value;
      EXPECT_GT(squares, 0);
    }
}

TEST(ExactElements, AreWhatTheAffineCodecGives) {
  const at::Tensor values = normal_tensor({500}, 2);
  for (const int bits : {1, 2, 3, 4, 8, 12}) {
    const at::Tensor rounded = affine_codec().rounded(values, NumberFormat(bits), {});
    const std::vector<double> exact = named_format("affine" + std::to_string(bits)).rounded(as_doubles(values));
    for (std::size_t i = 0; i < exact.size(); ++i) ASSERT_EQ(memory_of(rounded)[i], exact[i]) << bits << ' ' << i;
  }
}

/// All 65,536 values, every midpoint of neighbours and what lies beside it.
template <class Sixteen>
void expect_same(ElementFormat format) {
  const ElementRounding standard{.overflow = Overflow::standard};
  for (std::uint32_t code = 0; code < 1U << 16; ++code) {
    const float own = Sixteen(static_cast<std::uint16_t>(code), Sixteen::from_bits());
    const double exact = value_of_code(code, format);
    if (std::isnan(own)) {
      ASSERT_TRUE(std::isnan(exact)) << code;
      continue;
    }
    ASSERT_EQ(own, exact) << code;
    const float next = Sixteen(static_cast<std::uint16_t>(code + 1), Sixteen::from_bits());
    if (!std::isfinite(own) || !std::isfinite(next)) continue;
    const float middle = own + (next - own) / 2;
    for (const float value : {middle, std::nextafter(middle, own), std::nextafter(middle, next)})
      ASSERT_EQ(static_cast<float>(Sixteen(value)), round_to_element(value, format, standard)) << value;
  }
}

TEST(ExactElements, AreLibTorchsHalf) { expect_same<c10::Half>(elements::fp16); }

TEST(ExactElements, AreLibTorchsBFloat16) { expect_same<c10::BFloat16>(elements::bf16); }

}  // namespace
}  // namespace imprint::test
