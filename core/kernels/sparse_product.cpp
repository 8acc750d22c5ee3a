// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kernels/sparse_product.h"

#include <ATen/Dispatch.h>
#include <ATen/Parallel.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/zeros.h>
#include <torch/csrc/autograd/custom_function.h>

#include <algorithm>
#include <string>
#include <vector>

#include "core/base/error.h"

namespace imprint {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::Function;
using torch::autograd::variable_list;

/// out += value * in, of `count` neighbours in memory.
template <class Number>
void add_scaled(Number* out, const Number* in, Number value, std::int64_t count) {
  for (std::int64_t i = 0; i < count; ++i) out[i] += value * in[i];
}

template <class Number>
void multiply(const SparseMatrix& matrix, const at::Tensor& dense, at::Tensor& result) {
  const auto* offset = matrix.offsets.data_ptr<std::int64_t>();
  const auto* column = matrix.columns.data_ptr<std::int64_t>();
  const auto* value = matrix.values.data_ptr<Number>();
  const auto* in = dense.data_ptr<Number>();
  auto* out = result.data_ptr<Number>();
  const std::int64_t features = dense.size(1);
  constexpr std::int64_t work_a_thread = 1 << 16;
  const std::int64_t work_a_row = std::max<std::int64_t>(1, matrix.columns.numel() * features / matrix.rows());
  at::parallel_for(0, matrix.rows(), std::max<std::int64_t>(1, work_a_thread / work_a_row),
                   [&](std::int64_t begin, std::int64_t end) {
                     for (std::int64_t row = begin; row < end; ++row)
                       for (std::int64_t entry = offset[row]; entry < offset[row + 1]; ++entry)
                         add_scaled(out + row * features, in + column[entry] * features, value[entry], features);
                   });
}

at::Tensor product(const SparseMatrix& matrix, const at::Tensor& dense) {
  if (dense.dim() != 2 || dense.size(0) != matrix.width)
    throw InputError("sparse product: " + std::to_string(matrix.width) + " columns times " + dense.toString() +
                     " with " + std::to_string(dense.size(0)) + " rows");
  const at::Tensor source = dense.contiguous();
  at::Tensor result = at::zeros({matrix.rows(), dense.size(1)}, dense.options());
  if (result.numel() == 0 || matrix.columns.numel() == 0) return result;
  if (dense.device().is_cpu())
    AT_DISPATCH_FLOATING_TYPES(source.scalar_type(), "sparse_product",
                               [&] { multiply<scalar_t>(matrix, source, result); });
  else
    throw InputError("sparse product: a tensor on the CPU is expected, not " + dense.toString());
  return result;
}

class SparseProduct : public Function<SparseProduct> {
 public:
  static at::Tensor forward(AutogradContext* context, const at::Tensor& dense, const SparseMatrix& matrix) {
    context->saved_data["offsets"] = matrix.offsets;
    context->saved_data["columns"] = matrix.columns;
    context->saved_data["values"] = matrix.values;
    context->saved_data["width"] = matrix.width;
    return product(matrix, dense);
  }
  static variable_list backward(AutogradContext* context, variable_list gradients) {
    const SparseMatrix matrix{context->saved_data["offsets"].toTensor(), context->saved_data["columns"].toTensor(),
                              context->saved_data["values"].toTensor(), context->saved_data["width"].toInt()};
    return {sparse_product(transposed(matrix), gradients[0]), {}};
  }
};

}  // namespace

SparseMatrix transposed(const SparseMatrix& matrix) {
  const auto* offset = matrix.offsets.data_ptr<std::int64_t>();
  const auto* column = matrix.columns.data_ptr<std::int64_t>();
  const std::int64_t entries = matrix.columns.numel();
  SparseMatrix result{at::zeros({matrix.width + 1}, at::kLong), at::empty({entries}, at::kLong),
                      at::empty({entries}, matrix.values.options()), matrix.rows()};
  auto* begin = result.offsets.data_ptr<std::int64_t>();
  for (std::int64_t entry = 0; entry < entries; ++entry) ++begin[column[entry] + 1];
  for (std::int64_t row = 0; row < matrix.width; ++row) begin[row + 1] += begin[row];
  std::vector<std::int64_t> next(begin, begin + matrix.width);
  std::vector<std::int64_t> places(static_cast<std::size_t>(entries));
  auto* to = result.columns.data_ptr<std::int64_t>();
  for (std::int64_t row = 0; row < matrix.rows(); ++row)
    for (std::int64_t entry = offset[row]; entry < offset[row + 1]; ++entry) {
      const std::int64_t place = next[static_cast<std::size_t>(column[entry])]++;
      to[place] = row;
      places[static_cast<std::size_t>(place)] = entry;
    }
  AT_DISPATCH_FLOATING_TYPES(matrix.values.scalar_type(), "transposed", [&] {
    const auto* from = matrix.values.data_ptr<scalar_t>();
    auto* values = result.values.template data_ptr<scalar_t>();
    for (std::int64_t i = 0; i < entries; ++i) values[i] = from[places[static_cast<std::size_t>(i)]];
  });
  return result;
}

at::Tensor sparse_product(const SparseMatrix& matrix, const at::Tensor& dense) {
  return SparseProduct::apply(dense, matrix);
}

}  // namespace imprint
