// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kernels/matrix_product.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/mm.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/zeros.h>
#include <gtest/gtest.h>
#include <torch/csrc/autograd/autograd.h>

#include <cmath>

#include "tests/reference/test_tensors.h"
#include "tests/support/expect_error.h"

namespace imprint {
namespace {

using namespace test;
using torch::autograd::grad;

at::Tensor shown(const MatrixOperand& operand) { return operand.transposed ? operand.values.t() : operand.values; }

/// A stored matrix whose op() has the given sizes.
MatrixOperand operand(std::int64_t rows, std::int64_t columns, bool transposed, std::uint64_t seed) {
  return {transposed ? normal_tensor({columns, rows}, seed) : normal_tensor({rows, columns}, seed), transposed};
}

template <class Check>
void for_all_transpositions(const Check& check) {
  for (const bool a : {false, true}) {
    for (const bool b : {false, true}) check(operand(5, 33, a, 1), operand(33, 7, b, 2));
  }
}

TEST(MatrixProduct, EqualsTheDoublePrecisionProduct) {
  for_all_transpositions([](const MatrixOperand& a, const MatrixOperand& b) {
    const at::Tensor exact = at::mm(shown(a).to(at::kDouble), shown(b).to(at::kDouble));
    EXPECT_LT(relative_error(matrix_product(a, b), exact), 1e-6);
  });
}

TEST(MatrixProduct, FirstAndSecondDerivativesEqualATens) {
  for_all_transpositions([](MatrixOperand a, MatrixOperand b) {
    a.values.requires_grad_(true);
    b.values.requires_grad_(true);
    const auto derivatives = [&](const at::Tensor& c) {
      auto first = grad({c.cos().sum()}, {a.values, b.values}, {}, true, true);
      const auto second =
          grad(first, {a.values, b.values}, {normal_tensor(a.values.sizes(), 3), normal_tensor(b.values.sizes(), 4)});
      first.insert(first.end(), second.begin(), second.end());
      return first;
    };
    const auto ours = derivatives(matrix_product(a, b)), aten = derivatives(at::mm(shown(a), shown(b)));
    for (std::size_t i = 0; i < ours.size(); ++i) EXPECT_LT(relative_error(ours[i], aten[i]), 2e-6) << i;
  });
}

TEST(MatrixProduct, ReadsRowsAtADistanceAndTransposedViews) {
  const at::Tensor whole = normal_tensor({6, 20}, 5), b = normal_tensor({8, 4}, 6);
  const at::Tensor part = whole.narrow(1, 3, 8);
  EXPECT_TRUE(same_values(matrix_product({part}, {b}), matrix_product({part.contiguous()}, {b})));
  const at::Tensor view = normal_tensor({8, 6}, 7).t();
  EXPECT_TRUE(same_values(matrix_product({view}, {b}), matrix_product({view.contiguous()}, {b})));
  const at::Tensor row = normal_tensor({1, 8}, 8).expand({6, 8});
  EXPECT_TRUE(same_values(matrix_product({row}, {b}), matrix_product({row.contiguous()}, {b})));
}

TEST(MatrixProduct, EmptySumsAreZeroAndEmptyResultsEmpty) {
  EXPECT_TRUE(at::equal(matrix_product({at::empty({2, 0})}, {at::empty({0, 3})}), at::zeros({2, 3})));
  EXPECT_EQ(matrix_product({at::empty({0, 4})}, {at::empty({4, 3})}).numel(), 0);
}

TEST(MatrixProduct, NaNReachesTheResult) {
  at::Tensor a = normal_tensor({3, 4}, 9);
  a[1][2] = NAN;
  EXPECT_TRUE(matrix_product({a}, {normal_tensor({4, 2}, 10)}).isnan()[1].all().item<bool>());
}

TEST(MatrixProduct, RefusesInnerSizesThatDiffer) {
  EXPECT_EQ(input_error_of([] {
              matrix_product({at::ones({2, 3})}, {at::ones({4, 5})});
            }),
            "matrix product: 3 columns times 4 rows");
}

TEST(LinearMap, EqualsATensLinearWithItsGradients) {
  const at::Tensor x = normal_tensor({12, 30}, 11).requires_grad_(true);
  const at::Tensor w = normal_tensor({9, 30}, 12).requires_grad_(true);
  const at::Tensor b = normal_tensor({9}, 13).requires_grad_(true);
  const auto derivatives = [&](const at::Tensor& y) { return grad({y.sin().sum()}, {x, w, b}); };
  EXPECT_LT(relative_error(linear_map(x, w, b), at::linear(x, w, b)), 1e-6);
  const auto ours = derivatives(linear_map(x, w, b)), aten = derivatives(at::linear(x, w, b));
  for (std::size_t i = 0; i < 3; ++i) EXPECT_LT(relative_error(ours[i], aten[i]), 1e-5) << i;
}

}  // namespace
}  // namespace imprint
