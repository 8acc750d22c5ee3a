// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/curvature/channel_sums.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/full.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/zeros.h>
#include <gtest/gtest.h>

#include "tests/analysis/tiny_cases.h"

namespace imprint {
namespace {

using test::normal_tensor;

double worst_error(const at::Tensor& value, const at::Tensor& truth) {
  return (value - truth).abs().max().item<double>();
}

TEST(ChannelSums, SumOverThePixelsOfEachImageAndChannel) {
  const at::Tensor g = normal_tensor({3, 5, 9, 11}, 1), x = normal_tensor({3, 5, 9, 11}, 2);
  const at::Tensor center = normal_tensor({5}, 3), precise = g.to(at::kDouble);
  const at::Tensor products = (precise * (x.to(at::kDouble) - center.view({5, 1, 1}))).sum({2, 3});
  const auto last = at::MemoryFormat::ChannelsLast;
  for (const auto& [gradient, factor] :
       {std::pair{g, x}, std::pair{g.contiguous(last), x.contiguous(last)}, std::pair{g.contiguous(last), x}}) {
    const PixelSums sums = channel_sums(gradient, factor, center);
    EXPECT_LT(worst_error(sums.gradients, precise.sum({2, 3})), 1e-5);
    EXPECT_LT(worst_error(sums.products, products), 2e-5);
  }
}

TEST(ChannelSums, AFarCenterCostsNoPrecision) {
  const at::Tensor g = normal_tensor({2, 3, 8, 8}, 1), x = normal_tensor({2, 3, 8, 8}, 2) + 4096;
  const PixelSums sums = channel_sums(g, x, at::full({3}, 4096.0f));
  EXPECT_LT(worst_error(sums.products, (g.to(at::kDouble) * (x.to(at::kDouble) - 4096)).sum({2, 3})), 1e-5);
}

TEST(ChannelSums, DoubleTensorsKeepTheirPrecision) {
  const at::Tensor g = normal_tensor({2, 3, 4, 4}, 3).to(at::kDouble),
                   x = normal_tensor({2, 3, 4, 4}, 4).to(at::kDouble);
  const PixelSums sums = channel_sums(g, x, at::ones({3}, at::kDouble));
  EXPECT_LT(worst_error(sums.gradients, g.sum({2, 3})), 1e-14);
  EXPECT_LT(worst_error(sums.products, (g * (x - 1)).sum({2, 3})), 1e-14);
}

TEST(ChannelSums, TensorsWithoutPixelsAreTheirOwnSums) {
  const at::Tensor g = normal_tensor({4, 6}, 5), x = normal_tensor({4, 6}, 6), center = normal_tensor({6}, 7);
  const PixelSums sums = channel_sums(g, x, center);
  EXPECT_EQ(worst_error(sums.gradients, g.to(at::kDouble)), 0);
  EXPECT_EQ(worst_error(sums.products, g.to(at::kDouble) * (x.to(at::kDouble) - center)), 0);
}

TEST(ChannelSums, WithoutAFactorOnlyGradientsAreSummed) {
  const at::Tensor g = normal_tensor({2, 3, 4, 4}, 7);
  EXPECT_LT(worst_error(channel_sums(g), g.to(at::kDouble).sum({2, 3})), 1e-6);
}

TEST(ChannelSums, OneChannelWorks) {
  const at::Tensor g = normal_tensor({2, 1, 6, 7}, 8), x = normal_tensor({2, 1, 6, 7}, 9);
  EXPECT_LT(worst_error(channel_sums(g, x, at::zeros({1})).products, (g.to(at::kDouble) * x).sum({2, 3})), 1e-5);
}

}  // namespace
}  // namespace imprint
