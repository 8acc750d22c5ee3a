// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kernels/integer_product.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/zeros.h>
#include <oneapi/dnnl/dnnl.h>

#include <algorithm>
#include <limits>
#include <string>

#include "core/base/error.h"

namespace imprint {
namespace {

std::int64_t rows(const IntegerOperand& operand) { return operand.values.size(operand.transposed ? 1 : 0); }
std::int64_t columns(const IntegerOperand& operand) { return operand.values.size(operand.transposed ? 0 : 1); }

IntegerOperand with_contiguous_rows(const IntegerOperand& operand) {
  const auto& values = operand.values;
  const bool is_so = values.stride(1) == 1 && values.stride(0) >= values.size(1);
  return {is_so ? values : values.contiguous(), operand.transposed};
}

/// Those of its summed index: columns of the left operand, rows of the right one.
IntegerOperand stretch(const IntegerOperand& operand, bool is_left, std::int64_t begin, std::int64_t length) {
  const std::int64_t dimension = is_left != operand.transposed ? 1 : 0;
  return {operand.values.narrow(dimension, begin, length), operand.transposed};
}

/// All sums fit 32 bits.
at::Tensor short_product(const IntegerOperand& left, const IntegerOperand& right) {
  const IntegerOperand a = with_contiguous_rows(left), b = with_contiguous_rows(right);
  at::Tensor result = at::empty({rows(a), columns(b)}, at::kInt);
  const std::int32_t no_offset = 0;
  const auto flag = [](const IntegerOperand& operand) { return operand.transposed ? 'T' : 'N'; };
  const auto status =
      dnnl_gemm_u8s8s32(flag(a), flag(b), 'F', rows(a), columns(b), columns(a), 1.0F, a.values.data_ptr<std::uint8_t>(),
                        a.values.stride(0), 0, b.values.data_ptr<std::int8_t>(), b.values.stride(0), 0, 0.0F,
                        result.data_ptr<std::int32_t>(), columns(b), &no_offset);
  if (status != dnnl_success) throw JobError("integer product: oneDNN failed with status " + std::to_string(status));
  return result;
}

void require_exact(const IntegerOperand& left, const IntegerOperand& right, IntegerBounds bounds) {
  if (columns(left) != rows(right))
    throw InputError("integer product: " + std::to_string(columns(left)) + " columns times " +
                     std::to_string(rows(right)) + " rows");
  if (!multiplies_exactly(bounds))
    throw InputError("integer product: this processor does not multiply integers up to " + std::to_string(bounds.left) +
                     " and " + std::to_string(bounds.right) + " exactly");
}

}  // namespace

bool has_integer_multipliers() {
  const auto set = static_cast<unsigned>(dnnl_get_effective_cpu_isa());
  const auto vnni = static_cast<unsigned>(dnnl_cpu_isa_avx512_core_vnni);
  return (set & vnni) == vnni;
}

bool multiplies_exactly(IntegerBounds bounds) {
  if (bounds.left > std::numeric_limits<std::uint8_t>::max() || bounds.right > 128) return false;
  return has_integer_multipliers() || 2 * bounds.left * bounds.right <= std::numeric_limits<std::int16_t>::max();
}

at::Tensor integer_product(const IntegerOperand& left, const IntegerOperand& right, IntegerBounds bounds) {
  require_exact(left, right, bounds);
  const std::int64_t length = columns(left);
  if (length == 0 || rows(left) == 0 || columns(right) == 0) return at::zeros({rows(left), columns(right)}, at::kInt);
  const std::int64_t largest = std::max<std::int64_t>(1, bounds.left * bounds.right);
  const std::int64_t longest = std::numeric_limits<std::int32_t>::max() / largest;
  if (length <= longest) return short_product(left, right);
  at::Tensor sum = at::zeros({rows(left), columns(right)}, at::kLong);
  for (std::int64_t begin = 0; begin < length; begin += longest) {
    const std::int64_t part = std::min(longest, length - begin);
    sum.add_(short_product(stretch(left, true, begin, part), stretch(right, false, begin, part)));
  }
  return sum;
}

}  // namespace imprint
