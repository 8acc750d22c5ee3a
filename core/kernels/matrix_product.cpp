// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kernels/matrix_product.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/empty.h>
#include <oneapi/dnnl/dnnl.h>
#include <torch/csrc/autograd/custom_function.h>

#include <string>

#include "core/base/error.h"

namespace imprint {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::Function;
using torch::autograd::variable_list;

/// A matrix whose rows are contiguous, at a constant distance.
struct DenseOperand {
  at::Tensor values;
  bool transposed;

  explicit DenseOperand(const MatrixOperand& operand)
      : values(operand.values.stride(1) == 1 && operand.values.stride(0) >= operand.values.size(1)
                   ? operand.values
                   : operand.values.contiguous()),
        transposed(operand.transposed) {}

  std::int64_t rows() const { return values.size(transposed ? 1 : 0); }
  std::int64_t columns() const { return values.size(transposed ? 0 : 1); }
  const float* data() const { return values.data_ptr<float>(); }
  std::int64_t leading() const { return values.stride(0); }
  char flag() const { return transposed ? 'T' : 'N'; }
};

at::Tensor product(const MatrixOperand& left, const MatrixOperand& right) {
  const DenseOperand a(left), b(right);
  if (a.columns() != b.rows()) {
    throw InputError("matrix product: " + std::to_string(a.columns()) + " columns times " + std::to_string(b.rows()) +
                     " rows");
  }
  at::Tensor result = at::empty({a.rows(), b.columns()}, a.values.options());
  if (result.numel() == 0 || a.columns() == 0) return result.zero_();
  const auto status = dnnl_sgemm(a.flag(), b.flag(), a.rows(), b.columns(), a.columns(), 1.0F, a.data(), a.leading(),
                                 b.data(), b.leading(), 0.0F, result.data_ptr<float>(), b.columns());
  if (status != dnnl_success) throw JobError("matrix product: oneDNN failed with status " + std::to_string(status));
  return result;
}

class MatrixProduct : public Function<MatrixProduct> {
 public:
  static at::Tensor forward(AutogradContext* context, const at::Tensor& a, const at::Tensor& b, bool a_transposed,
                            bool b_transposed) {
    context->save_for_backward({a, b});
    context->saved_data["a_transposed"] = a_transposed;
    context->saved_data["b_transposed"] = b_transposed;
    return product({a, a_transposed}, {b, b_transposed});
  }

  /// With C = A B: dA = dC B^T, dB = A^T dC, transposed back where the stored matrix is the transpose.
  static variable_list backward(AutogradContext* context, variable_list gradients) {
    const auto saved = context->get_saved_variables();
    const MatrixOperand a{saved[0], context->saved_data["a_transposed"].toBool()};
    const MatrixOperand b{saved[1], context->saved_data["b_transposed"].toBool()};
    const MatrixOperand c{gradients[0], false}, c_transposed{gradients[0], true};
    variable_list result(4);
    if (context->needs_input_grad(0)) {
      result[0] = a.transposed ? matrix_product(b, c_transposed) : matrix_product(c, flipped(b));
    }
    if (context->needs_input_grad(1)) {
      result[1] = b.transposed ? matrix_product(c_transposed, a) : matrix_product(flipped(a), c);
    }
    return result;
  }

 private:
  static MatrixOperand flipped(const MatrixOperand& operand) { return {operand.values, !operand.transposed}; }
};

}  // namespace

at::Tensor matrix_product(const MatrixOperand& a, const MatrixOperand& b) {
  return MatrixProduct::apply(a.values, b.values, a.transposed, b.transposed);
}

at::Tensor linear_map(const at::Tensor& input, const at::Tensor& weight, const at::Tensor& bias) {
  const at::Tensor output = matrix_product({input, false}, {weight, true});
  return bias.defined() ? output + bias : output;
}

}  // namespace imprint
