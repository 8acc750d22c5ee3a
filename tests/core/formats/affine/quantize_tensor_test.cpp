// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/affine/quantize_tensor.h"
#include "core/formats/float_tensor.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/_unique.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/zeros_like.h>
#include <gtest/gtest.h>

#include <cmath>

#include "core/base/error.h"
#include "core/formats/rounding_noise.h"
#include "tests/reference/slow_quantizer.h"
#include "tests/reference/test_tensors.h"
#include "tests/support/expect_error.h"

namespace imprint {
namespace {

using namespace test;

/// More elements than a few blocks, so that several threads work.
constexpr std::int64_t many = 5 * noise_block + 1234;

TEST(TensorRange, IsTheExtremesOverTheBatchOfEachSamplesExtremes) {
  const at::Tensor activations = normal_images({6, 3, 5, 7}, 1);
  const at::Tensor samples = activations.flatten(1);
  const FloatRange range = tensor_range(activations);
  EXPECT_EQ(range.minimum, std::get<0>(samples.min(1)).min().item<float>());
  EXPECT_EQ(range.maximum, std::get<0>(samples.max(1)).max().item<float>());
}

TEST(TensorRange, SeesANaNInAnyBlock) {
  for (const std::int64_t at : {std::int64_t{0}, 3 * noise_block, many - 1}) {
    at::Tensor values = normal_tensor({many}, 2);
    values.data_ptr<float>()[at] = NAN;
    EXPECT_TRUE(std::isnan(tensor_range(values).maximum)) << at;
  }
}

TEST(Quantized, EqualsTheReferenceOnTheGivenRangeAndKeepsTheLayout) {
  const at::Tensor values = normal_images({4, 5, 6, 7}, 3);
  const at::Tensor result = quantized(values, {-1, 1.5F}, 5);
  EXPECT_TRUE(same_bits(memory_of(result), slow_quantized(memory_of(values), {-1, 1.5F}, 5)));
  EXPECT_EQ(result.strides(), values.strides());
}

TEST(Quantized, LargeTensorsHaveTheReferencesBits) {
  const at::Tensor values = normal_tensor({many}, 4);
  EXPECT_TRUE(same_bits(memory_of(quantized_per_tensor(values, 8)), slow_quantized(memory_of(values), 8)));
}

TEST(Quantized, NonDenseTensorsAreQuantizedByValue) {
  const at::Tensor whole = normal_tensor({8, 9}, 5);
  const at::Tensor column = whole.narrow(1, 2, 3);
  EXPECT_TRUE(same_values(quantized_per_tensor(column, 4), quantized_per_tensor(column.contiguous(), 4)));
  const at::Tensor repeated = whole.narrow(0, 0, 1).expand({4, 9});
  EXPECT_TRUE(same_values(quantized_per_tensor(repeated, 4), quantized_per_tensor(repeated.contiguous(), 4)));
}

TEST(QuantizedPerChannel, QuantizesEachOutputChannelOverItsOwnRange) {
  for (const auto format : {at::MemoryFormat::Contiguous, at::MemoryFormat::ChannelsLast}) {
    const at::Tensor weight = normal_tensor({7, 5, 3, 3}, 6).contiguous(format);
    const at::Tensor result = quantized_per_channel(weight, 3);
    for (std::int64_t o = 0; o < 7; ++o) {
      const at::Tensor slice = weight[o].contiguous();
      EXPECT_TRUE(same_bits(memory_of(result[o].contiguous()), slow_quantized(memory_of(slice), 3))) << o;
    }
  }
}

TEST(QuantizedPerChannel, HasNoMoreValuesAChannelThanCodes) {
  const at::Tensor result = quantized_per_channel(normal_tensor({4, 1000}, 7), 2);
  for (std::int64_t o = 0; o < 4; ++o) {
    EXPECT_LE(std::get<0>(at::_unique(result[o])).numel(), 4);
  }
}

TEST(QuantizedPerChannel, TransposedWeightsAreSlicedByIndexNotByMemory) {
  const at::Tensor weight = normal_tensor({6, 4}, 8).t();
  EXPECT_TRUE(same_values(quantized_per_channel(weight, 3), quantized_per_channel(weight.contiguous(), 3)));
}

TEST(QuantizedStochastically, GivenTheNoiseHasTheReferencesBits) {
  const at::Tensor gradient = normal_tensor({many}, 9);
  const std::uint64_t key = 77;
  const auto noise = [&](std::size_t i) {
    const auto block = static_cast<std::int64_t>(i) / noise_block;
    return rounding_noise(noise_block_key(key, block), static_cast<std::uint32_t>(i % noise_block));
  };
  EXPECT_TRUE(
      same_bits(memory_of(quantized_stochastically(gradient, 6, key)), slow_quantized(memory_of(gradient), 6, noise)));
}

TEST(QuantizedStochastically, IsAFunctionOfItsKey) {
  const at::Tensor gradient = normal_tensor({1000}, 10);
  EXPECT_TRUE(same_values(quantized_stochastically(gradient, 4, 1), quantized_stochastically(gradient, 4, 1)));
  EXPECT_FALSE(same_values(quantized_stochastically(gradient, 4, 1), quantized_stochastically(gradient, 4, 2)));
}

TEST(QuantizedStochastically, AveragesToTheGradientItself) {
  const at::Tensor gradient = normal_tensor({4096}, 11);
  const double step = (tensor_range(gradient).maximum - tensor_range(gradient).minimum) / 7.0;
  constexpr int repeats = 2000;
  at::Tensor sum = at::zeros_like(gradient, at::kDouble);
  for (std::uint64_t key = 0; key < repeats; ++key) sum += quantized_stochastically(gradient, 3, mix64(key));
  const double worst = (sum / repeats - gradient).abs().max().item<double>();
  EXPECT_LT(worst, 5 * 0.5 * step / std::sqrt(double{repeats}));  // the variance of a step is at most 1/4
}

TEST(Quantizers, GiveTheSameBitsOnAnyNumberOfThreads) {
  const at::Tensor values = normal_tensor({many}, 12);
  const at::Tensor weight = normal_tensor({300, 1000}, 13);
  std::vector<at::Tensor> first;
  for (const int threads : {1, 2, 5}) {
    const ThreadScope scope(threads);
    const std::vector<at::Tensor> results{quantized_per_tensor(values, 4), quantized_per_channel(weight, 4),
                                          quantized_stochastically(values, 4, 3)};
    if (first.empty()) first = results;
    for (std::size_t i = 0; i < results.size(); ++i) EXPECT_TRUE(same_values(results[i], first[i])) << threads;
  }
}

TEST(Quantizers, EmptyTensorsStayEmpty) {
  const at::Tensor empty = at::empty({0, 3});
  EXPECT_EQ(quantized_per_tensor(empty, 8).sizes(), empty.sizes());
  EXPECT_EQ(quantized_per_channel(empty, 8).sizes(), empty.sizes());
  EXPECT_EQ(quantized_stochastically(empty, 8, 1).sizes(), empty.sizes());
}

TEST(Quantizers, RefuseBitsAndTypesThatTheyHaveNoGridFor) {
  const at::Tensor values = normal_tensor({4}, 1);
  for (const int bits : {-1, 0, 32, 33}) {
    EXPECT_NE(input_error_of([&] { quantized_per_tensor(values, bits); }).find(std::to_string(bits)),
              std::string::npos);
  }
  EXPECT_NE(input_error_of([&] { quantized_per_tensor(values.to(at::kDouble), 8); }).find("Double"), std::string::npos);
}

}  // namespace
}  // namespace imprint
