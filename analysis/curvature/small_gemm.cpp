// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/curvature/small_gemm.h"

#include <dnnl.h>

#include "core/base/error.h"

namespace imprint {
namespace {

void require_success(dnnl_status_t status) {
  if (status != dnnl_success) throw JobError("oneDNN refused a matrix product");
}

}  // namespace

void gemm_transposed_left(std::int64_t rows, std::int64_t columns, std::int64_t inner, const float* left,
                          const float* right, float* result) {
  require_success(dnnl_sgemm('T', 'N', rows, columns, inner, 1.0f, left, rows, right, columns, 0.0f, result, columns));
}

void gram_of_rows(std::int64_t rows, std::int64_t inner, const float* matrix, float* result) {
  require_success(dnnl_sgemm('N', 'T', rows, rows, inner, 1.0f, matrix, inner, matrix, inner, 0.0f, result, rows));
}

}  // namespace imprint
