// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kernels/sparse_product.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/tensor.h>
#include <ATen/ops/zeros.h>
#include <gtest/gtest.h>
#include <torch/csrc/autograd/autograd.h>

#include "core/base/error.h"
#include "core/base/random_stream.h"
#include "tests/reference/test_tensors.h"

namespace imprint::test {
namespace {

/// Some rows are empty, the last among them.
SparseMatrix random_matrix(std::int64_t rows, std::int64_t width, at::ScalarType type, std::uint64_t seed) {
  RandomStream stream(seed);
  std::vector<std::int64_t> offsets = {0}, columns;
  for (std::int64_t row = 0; row < rows; ++row) {
    const std::uint64_t count = row + 1 == rows ? 0 : stream.below(6);
    for (std::uint64_t i = 0; i < count; ++i)
      columns.push_back(static_cast<std::int64_t>(stream.below(static_cast<std::uint64_t>(width))));
    offsets.push_back(std::ssize(columns));
  }
  return {at::tensor(offsets, at::kLong), at::tensor(columns, at::kLong),
          normal_tensor({std::ssize(columns)}, seed + 1).to(type), width};
}

/// Entries at one place add up.
at::Tensor dense(const SparseMatrix& matrix) {
  at::Tensor result = at::zeros({matrix.rows(), matrix.width}, at::kDouble);
  for (std::int64_t row = 0; row < matrix.rows(); ++row)
    for (std::int64_t i = matrix.offsets[row].item<std::int64_t>(); i < matrix.offsets[row + 1].item<std::int64_t>();
         ++i)
      result[row][matrix.columns[i].item<std::int64_t>()] += matrix.values[i].to(at::kDouble);
  return result;
}

TEST(SparseProduct, IsTheDenseOne) {
  for (const at::ScalarType type : {at::kFloat, at::kDouble}) {
    const SparseMatrix matrix = random_matrix(30, 17, type, 1);
    const at::Tensor features = normal_tensor({17, 9}, 2).to(type);
    EXPECT_LT(relative_error(sparse_product(matrix, features), dense(matrix).matmul(features.to(at::kDouble))), 1e-6);
    EXPECT_TRUE(dense(transposed(matrix)).equal(dense(matrix).t()));
  }
}

TEST(SparseProduct, IsDifferentiatedAsOftenAsOneLikes) {
  const SparseMatrix matrix = random_matrix(30, 17, at::kDouble, 1);
  const at::Tensor full = dense(matrix);
  const at::Tensor features = normal_tensor({17, 9}, 2).to(at::kDouble).requires_grad_(true);
  const auto second_gradient = [&](const at::Tensor& output) {
    const at::Tensor loss = output.pow(3).sum();
    const at::Tensor first = torch::autograd::grad({loss}, {features}, {}, true, true).front();
    return torch::autograd::grad({first.square().sum()}, {features}).front();
  };
  EXPECT_LT(relative_error(second_gradient(sparse_product(matrix, features)), second_gradient(full.matmul(features))),
            1e-12);
}

TEST(SparseProduct, HasTheSameBitsOnAnyNumberOfThreads) {
  const SparseMatrix matrix = random_matrix(3000, 500, at::kFloat, 1);
  const at::Tensor features = normal_tensor({500, 64}, 2);
  const auto on = [&](int threads) {
    const ThreadScope scope(threads);
    return sparse_product(matrix, features);
  };
  EXPECT_TRUE(same_values(on(1), on(2)));
}

TEST(SparseProduct, TakesAnyLayoutAndNothing) {
  const SparseMatrix matrix = random_matrix(30, 17, at::kFloat, 1),
                     empty = {at::zeros({4}, at::kLong), at::zeros({0}, at::kLong), at::zeros({0}), 17};
  const at::Tensor features = normal_tensor({9, 17}, 2);
  EXPECT_TRUE(same_values(sparse_product(matrix, features.t()), sparse_product(matrix, features.t().contiguous())));
  EXPECT_TRUE(sparse_product(empty, features.t()).equal(at::zeros({3, 9})));
  EXPECT_THROW(sparse_product(matrix, features), InputError);
}

}  // namespace
}  // namespace imprint::test
