// SPDX-License-Identifier: GPL-3.0-or-later
// Exact products of matrices of small integers, on the processor's 8-bit multipliers (oneDNN's dnnl_gemm_u8s8s32, the
// same from version 2.6 to 3.7). Sums that 32 bits may not hold are split along the summed index.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace imprint {

/// The largest magnitudes of two operands' elements.
struct IntegerBounds {
  std::int64_t left = 255;   // at most 255
  std::int64_t right = 128;  // at most 128
};

/// Whether this processor, within what ONEDNN_MAX_CPU_ISA leaves of it, multiplies such integers exactly: always with
/// VNNI or AMX; else pairs of products are added in 16 bits, so that 2 left right may not exceed 32767.
bool multiplies_exactly(IntegerBounds bounds);

/// Whether 8-bit products are what the processor is fast at (VNNI or AMX).
bool has_integer_multipliers();

/// An integer matrix, or its transpose; rows contiguous.
struct IntegerOperand {
  at::Tensor values;  // [rows, columns]
  bool transposed = false;
};

/// op(left) [m, k] of bytes (uint8) times op(right) [k, n] of int8: [m, n], of int32 where its sums cannot leave it,
/// else of int64. Throws InputError where the inner sizes differ or `multiplies_exactly` does not hold.
at::Tensor integer_product(const IntegerOperand& left, const IntegerOperand& right, IntegerBounds bounds);

}  // namespace imprint
