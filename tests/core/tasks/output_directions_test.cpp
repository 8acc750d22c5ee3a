// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tasks/output_directions.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/diag_embed.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/full.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/tensor.h>
#include <ATen/ops/zeros.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "tests/reference/test_tensors.h"

namespace imprint {
namespace {

using test::normal_tensor;

/// diag(p) - p p' of each row: [n, C, C].
at::Tensor label_covariance(const at::Tensor& p) { return at::diag_embed(p) - p.unsqueeze(2) * p.unsqueeze(1); }

at::Tensor product_of_factor(const at::Tensor& p) {
  at::Tensor sum = at::zeros({p.size(0), p.size(1), p.size(1)}, at::kDouble);
  for (const at::Tensor& column : factor_directions(p)) sum += column.unsqueeze(2) * column.unsqueeze(1);
  return sum;
}

TEST(OutputDirections, FactorReproducesTheCovarianceOfTheLabels) {
  const at::Tensor p = probabilities(normal_tensor({50, 7}, 1) * 4);
  EXPECT_EQ(factor_directions(p).size(), 6u);
  EXPECT_LT((product_of_factor(p) - label_covariance(p)).abs().max().item<double>(), 1e-15);
}

TEST(OutputDirections, FactorHoldsForCertainAndImpossibleClasses) {
  const at::Tensor p = at::tensor({1.0, 0.0, 0.0, 0.0,  // certain: first
                                   0.0, 0.0, 0.0, 1.0,  // certain: last
                                   0.0, 0.5, 0.0, 0.5,  //
                                   1 - 2e-300, 1e-300, 1e-300, 0.0},
                                  at::kDouble)
                           .view({4, 4});
  EXPECT_LT((product_of_factor(p) - label_covariance(p)).abs().max().item<double>(), 1e-15);
}

TEST(OutputDirections, FactorOfOneClassIsEmpty) {
  EXPECT_TRUE(factor_directions(at::ones({3, 1}, at::kDouble)).empty());
}

TEST(OutputDirections, NotANumberStaysVisible) {
  const at::Tensor p = probabilities(at::full({1, 3}, std::numeric_limits<float>::quiet_NaN()));
  EXPECT_TRUE(factor_directions(p)[0].isnan().any().item<bool>());
  EXPECT_TRUE(label_direction(p, draw_labels(p, 1, 0, 0, 0)).isnan().any().item<bool>());
}

TEST(OutputDirections, LabelDirectionIsProbabilityMinusOneAtTheLabel) {
  const at::Tensor p = probabilities(normal_tensor({2, 3}, 2));
  const at::Tensor direction = label_direction(p, at::tensor({2, 0}, at::kLong));
  EXPECT_DOUBLE_EQ(direction[0][2].item<double>(), p[0][2].item<double>() - 1);
  EXPECT_DOUBLE_EQ(direction[0][1].item<double>(), p[0][1].item<double>());
  EXPECT_DOUBLE_EQ(direction[1][0].item<double>(), p[1][0].item<double>() - 1);
}

TEST(OutputDirections, DrawnLabelsHaveTheModelsFrequencies) {
  const at::Tensor one = probabilities(at::tensor({0.0f, 1.0f, -1.0f, 2.5f}).view({1, 4}));
  const std::int64_t images = 40000;
  const at::Tensor labels = draw_labels(one.expand({images, 4}).contiguous(), 5, 12, 0, 0);
  for (std::int64_t c = 0; c < 4; ++c) {
    const double p = one[0][c].item<double>();
    const double share = (labels == c).sum().item<double>() / images;
    EXPECT_NEAR(share, p, 4 * std::sqrt(p * (1 - p) / images)) << c;
  }
}

TEST(OutputDirections, ImpossibleClassesAreNeverDrawn) {
  const at::Tensor p = at::tensor({0.0, 1.0, 0.0}, at::kDouble).view({1, 3}).expand({1000, 3}).contiguous();
  EXPECT_TRUE((draw_labels(p, 1, 1, 0, 0) == 1).all().item<bool>());
}

TEST(OutputDirections, DrawsDependOnSeedProbeAndImageButNotOnTheChunk) {
  const at::Tensor p = at::full({600, 10}, 0.1, at::kDouble);
  const at::Tensor all = draw_labels(p, 3, 8, 0, 0);
  EXPECT_TRUE(at::equal(draw_labels(p.narrow(0, 0, 50), 3, 8, 250, 0), all.narrow(0, 250, 50)));
  EXPECT_TRUE(at::equal(draw_labels(p, 3, 8, 0, 0), all));
  for (const at::Tensor& other : {draw_labels(p, 4, 8, 0, 0), draw_labels(p, 3, 9, 0, 0), draw_labels(p, 3, 8, 0, 1),
                                  draw_labels(p, 3, 8, 1, 0)}) {
    const double agreement = (other == all).to(at::kDouble).mean().item<double>();
    EXPECT_LT(agreement, 0.16);  // a tenth by chance, deviation 0.012
  }
}

}  // namespace
}  // namespace imprint
