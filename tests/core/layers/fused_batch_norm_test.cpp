// SPDX-License-Identifier: GPL-3.0-or-later
// Fused batch normalisation against ATen's separate operations in double precision.
#include "core/layers/fused_batch_norm.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/batch_norm.h>
#include <ATen/ops/full.h>
#include <ATen/ops/relu.h>
#include <ATen/ops/tensor.h>
#include <gtest/gtest.h>
#include <torch/csrc/autograd/autograd.h>

#include <cmath>

#include "tests/reference/test_tensors.h"

namespace imprint {
namespace {

using namespace test;
using torch::autograd::grad;

struct Operands {
  at::Tensor x, weight, bias, shortcut;

  Operands(std::int64_t channels, std::int64_t size)
      : x(normal_images({5, channels, size, size}, 1) * 3 + 2),
        weight(normal_tensor({channels}, 2)),
        bias(normal_tensor({channels}, 3)),
        shortcut(normal_images({5, channels, size, size}, 4)) {}
  explicit Operands(const std::vector<at::Tensor>& all) : x(all[0]), weight(all[1]), bias(all[2]), shortcut(all[3]) {}

  std::vector<at::Tensor> all() const { return {x, weight, bias, shortcut}; }
  Operands as(at::ScalarType type) const {
    std::vector<at::Tensor> leaves;
    for (const at::Tensor& tensor : all()) leaves.push_back(tensor.detach().to(type).clone().requires_grad_(true));
    return Operands(leaves);
  }
  BatchNormArguments arguments(Epilogue epilogue) const {
    return {weight, bias, epilogue == Epilogue::add_relu ? shortcut : at::Tensor(), epilogue, 1e-5F};
  }
};

at::Tensor separate(const Operands& o, Epilogue epilogue) {
  at::Tensor z = at::batch_norm(o.x, o.weight, o.bias, {}, {}, true, 0.1, 1e-5, false);
  if (epilogue == Epilogue::none) return z;
  return at::relu(epilogue == Epilogue::relu ? z : z + o.shortcut);
}

at::Tensor fused(const Operands& o, Epilogue epilogue) {
  return batch_norm_on_batch(o.x, o.arguments(epilogue), channel_moments(o.x.detach()));
}

struct Shape {
  std::int64_t channels, size;
};
const std::vector<Shape> shapes{{16, 9}, {1, 8}, {3, 5}, {24, 7}, {130, 4}, {300, 3}, {16, 40}, {64, 1}};
const std::vector<Epilogue> epilogues{Epilogue::none, Epilogue::relu, Epilogue::add_relu};

TEST(FusedBatchNorm, EqualsTheSeparateOperationsForwardAndBackward) {
  for (const Shape& shape : shapes) {
    const Operands operands(shape.channels, shape.size);
    const Operands single = operands.as(at::kFloat), exact = operands.as(at::kDouble);
    for (const Epilogue epilogue : epilogues) {
      const at::Tensor y = fused(single, epilogue), expected = separate(exact, epilogue);
      ASSERT_LT(relative_error(y, expected), 1e-5) << shape.channels;
      const at::Tensor g = normal_images(y.sizes(), 5);
      const auto ours = grad({y}, single.all(), {g}, true, false, true);
      const auto reference = grad({expected}, exact.all(), {g.to(at::kDouble)}, true, false, true);
      for (std::size_t i = 0; i < ours.size(); ++i) {
        ASSERT_EQ(ours[i].defined(), reference[i].defined());
        if (!ours[i].defined()) continue;
        EXPECT_LT(relative_error(ours[i], reference[i]), 1e-3) << shape.channels << " " << i;
      }
    }
  }
}

TEST(FusedBatchNorm, FrozenStatisticsGiveTheAffineMap) {
  for (const Shape& shape : shapes) {
    const Operands o(shape.channels, shape.size);
    ChannelMoments moments = channel_moments(o.x);
    const at::Tensor mean = at::tensor(moments.mean), variance = at::tensor(moments.variance);
    at::Tensor z = at::batch_norm(o.x, o.weight, o.bias, mean, variance, false, 0.1, 1e-5, false);
    EXPECT_LT(relative_error(batch_norm_frozen(o.x, o.arguments(Epilogue::none), moments), z), 1e-5);
    EXPECT_LT(
        relative_error(batch_norm_frozen(o.x, o.arguments(Epilogue::add_relu), moments), at::relu(z + o.shortcut)),
        1e-5);
  }
}

TEST(FusedBatchNorm, AcceptsEveryMemoryFormat) {
  const Operands o(16, 6);
  const at::Tensor expected = fused(o, Epilogue::add_relu);
  Operands contiguous = o;
  contiguous.x = o.x.contiguous();
  contiguous.shortcut = o.shortcut.contiguous();
  const ChannelMoments moments = channel_moments(o.x);
  EXPECT_TRUE(
      same_values(batch_norm_on_batch(contiguous.x, contiguous.arguments(Epilogue::add_relu), moments), expected));
}

TEST(FusedBatchNorm, NaNPassesTheReluAndItsGradient) {
  const Operands o = Operands(16, 4).as(at::kFloat);
  o.x.data_ptr<float>()[3] = NAN;
  const at::Tensor y = fused(o, Epilogue::relu);
  EXPECT_TRUE(y.isnan().any().item<bool>());
  EXPECT_TRUE(grad({y.sum()}, {o.x})[0].isnan().any().item<bool>());
}

TEST(ChannelMoments, AreAccurateFarFromZero) {
  const at::Tensor x = normal_images({8, 16, 30, 30}, 6) + 3000;
  const ChannelMoments moments = channel_moments(x);
  const at::Tensor exact = x.to(at::kDouble);
  EXPECT_LT(relative_error(at::tensor(moments.mean), exact.mean({0, 2, 3})), 1e-6);
  EXPECT_LT(relative_error(at::tensor(moments.variance), exact.var({0, 2, 3}, false)), 1e-4);
  EXPECT_EQ(moments.count, 8 * 30 * 30);
}

TEST(ChannelMoments, OfConstantChannelsAreExact) {
  const ChannelMoments moments =
      channel_moments(at::full({4, 3, 5, 5}, 2.5F).contiguous(at::MemoryFormat::ChannelsLast));
  EXPECT_EQ(moments.mean, std::vector<float>(3, 2.5F));
  EXPECT_EQ(moments.variance, std::vector<float>(3, 0.0F));
}

TEST(FusedBatchNorm, GivesTheSameBitsOnAnyNumberOfThreads) {
  const Operands base(16, 60);
  std::vector<at::Tensor> first;
  for (const int threads : {1, 2, 5}) {
    const ThreadScope scope(threads);
    const Operands o = base.as(at::kFloat);
    const at::Tensor y = fused(o, Epilogue::add_relu);
    auto results = grad({y}, o.all(), {base.x});
    results.push_back(y);
    if (first.empty()) first = results;
    for (std::size_t i = 0; i < results.size(); ++i) EXPECT_TRUE(same_values(results[i], first[i])) << threads;
  }
}

}  // namespace
}  // namespace imprint
