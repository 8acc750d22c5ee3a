// SPDX-License-Identifier: GPL-3.0-or-later
// Blocks and symmetric integers as training rounds them, against the exact rounding of core/elements.
#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/full.h>
#include <gtest/gtest.h>

#include <cmath>
#include <optional>
#include <span>
#include <vector>

#include "core/elements/block_rounding.h"
#include "core/elements/named_format.h"
#include "core/formats/affine_blocks/affine_block_kernels.h"
#include "core/formats/codec.h"
#include "core/formats/mx/mx_kernels.h"
#include "core/formats/nvfp4/nvfp4_kernels.h"
#include "core/formats/rounding_noise.h"
#include "core/formats/symmetric/symmetric_kernels.h"
#include "tests/reference/test_tensors.h"

namespace imprint::test {
namespace {

std::vector<double> as_doubles(const at::Tensor& values) {
  const auto floats = memory_of(values);
  return {floats.begin(), floats.end()};
}

void expect_exact(const at::Tensor& values, NumberFormat format) {
  const std::vector<double> exact = named_format(format_name(format)).rounded(as_doubles(values));
  const at::Tensor rounded = codec_of(format).rounded(values, format, {});
  for (std::size_t i = 0; i < exact.size(); ++i)
    ASSERT_EQ(memory_of(rounded)[i], exact[i]) << format_name(format) << ' ' << i << ' ' << memory_of(values)[i];
}

std::vector<NumberFormat> formats_of_blocks() {
  return {mx_format(8, 4),
          mx_format(8, 5),
          mx_format(6, 3),
          mx_format(6, 2),
          mx_format(4, 2),
          mx_format(8, 0),
          nvfp4_format,
          affine_block_format(2, 16),
          affine_block_format(4, 16),
          affine_block_format(4, 32),
          affine_block_format(8, 32)};
}

TEST(ExactBlocks, AreWhatTheSpecificationSaysAtEveryScale) {
  for (const NumberFormat format : formats_of_blocks()) {
    expect_exact(normal_tensor({1000}, 1), format);  // the last block is shorter
    for (const double scale : {1e-44, 1e-38, 1e-30, 1e-10, 3.0, 1e20, 3e37})
      expect_exact(normal_tensor({64}, 2) * scale, format);
    expect_exact(normal_tensor({320}, 3) * normal_tensor({320}, 4).exp() * normal_tensor({320}, 5).exp(), format);
    expect_exact(at::Tensor(normal_tensor({70}, 6) * 0), format);
  }
}

TEST(ExactBlocks, OfPowersOfTwoAndTheirNeighboursAreExact) {
  std::vector<float> values;
  for (int exponent = -20; exponent <= 20; ++exponent)
    for (const float near : {1.0F, std::nextafter(1.0F, 2.0F), std::nextafter(1.0F, 0.0F), 1.75F, 1.875F, -1.5F})
      values.push_back(std::ldexp(near, exponent));
  const at::Tensor tensor = at::from_blob(values.data(), {static_cast<std::int64_t>(values.size())}).clone();
  for (const NumberFormat format : formats_of_blocks()) expect_exact(tensor, format);
}

TEST(ExactBlocks, SymmetricIntegersAreThoseOfTheirScale) {
  for (const int bits : {2, 3, 4, 8, 12, 16}) {
    const at::Tensor values = normal_tensor({500}, 7);
    const std::vector<double> exact = named_format("int" + std::to_string(bits)).rounded(as_doubles(values));
    const at::Tensor rounded = codec_of(symmetric_format(bits)).rounded(values, symmetric_format(bits), {});
    const double step = values.abs().max().item<double>() / ((1 << (bits - 1)) - 1);
    for (std::size_t i = 0; i < exact.size(); ++i)
      ASSERT_NEAR(memory_of(rounded)[i], exact[i], 1e-6 * step * (1 << bits));
  }
}

TEST(ExactBlocks, AreTheSameOnEveryInstructionSet) {
  const at::Tensor values = normal_tensor({333}, 8);
  std::vector<float> expected(333), out(333), scales(21);
  const auto on_all = [&](const auto& round) {
    round(std::span(expected), InstructionSet::baseline);
    for (const InstructionSet set : {InstructionSet::avx2, InstructionSet::avx512}) {
      if (!is_supported(set)) continue;
      round(std::span(out), set);
      EXPECT_EQ(out, expected);
    }
  };
  for (const NumberFormat format : {mx_format(8, 4), mx_format(6, 3), mx_format(4, 2), mx_format(8, 0)})
    for (const std::optional<std::uint64_t> key : {std::optional<std::uint64_t>(), std::optional<std::uint64_t>(3)})
      on_all([&](std::span<float> to, InstructionSet set) {
        round_row_to_mx(memory_of(values), to, std::span(scales).first(11), format, key, set);
      });
  on_all([&](std::span<float> to, InstructionSet set) {
    round_row_to_nvfp4(memory_of(values), to, scales, nvfp4_tensor_scale(3.5F), 5, set);
  });
  std::vector<float> offsets(21);
  for (const std::optional<std::uint64_t> key : {std::optional<std::uint64_t>(), std::optional<std::uint64_t>(3)})
    on_all([&](std::span<float> to, InstructionSet set) {
      round_row_to_affine_blocks(memory_of(values), to, scales, offsets, affine_block_format(4, 16), key, set);
    });
  const SymmetricGrid grid = symmetric_grid({-3, 2}, 4);
  on_all([&](std::span<float> to, InstructionSet set) { round_to_integers(memory_of(values), to, grid, set); });
  on_all([&](std::span<float> to, InstructionSet set) {
    round_to_integers_stochastically(memory_of(values), to, grid, 9, set);
  });
}

/// Inside of the range: at a block's largest value, a value cannot be rounded up.
TEST(ExactBlocks, StochasticRoundingIsUnbiased) {
  constexpr std::int64_t draws = 1'000'000, length = 16;
  for (const NumberFormat format :
       {mx_format(4, 2), mx_format(6, 3), mx_format(8, 4), mx_format(8, 0), nvfp4_format, symmetric_format(4)})
    for (const float value : {0.1F, 0.37F, -0.83F, 1.71F}) {
      at::Tensor values = at::full({draws / length, length}, value);
      values.select(1, 0).fill_(2.0F);
      const at::Tensor rounded = codec_of(format).rounded(values, format, {.noise_key = 11}).narrow(1, 1, length - 1);
      const at::Tensor off = (rounded.to(at::kDouble) - value).flatten();
      const double sum = off.sum().item<double>(), squares = off.square().sum().item<double>();
      EXPECT_LT(std::abs(sum), 4 * std::sqrt(squares) + 1e-9) << format_name(format) << ' ' << value;
    }
}

}  // namespace
}  // namespace imprint::test
