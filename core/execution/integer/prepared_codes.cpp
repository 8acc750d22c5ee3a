// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/execution/integer/prepared_codes.h"

#include <ATen/core/Tensor.h>
#include <ATen/core/grad_mode.h>

namespace imprint {

PreparedCodes::PreparedCodes(const LayerProduct& product) {
  const at::NoGradGuard no_graph;
  encoded_ =
      affine_codec().encode(product.weight, product.precision.weight, {.granularity = product.granularities.weight});
  codes_ = with_signed_codes(coded_matrix(encoded_));
}

const at::Tensor& PreparedCodes::values() const {
  if (!values_.defined()) values_ = affine_codec().decode(encoded_);
  return values_;
}

const FixedPointMatrix& PreparedCodes::numbers() const {
  if (!numbers_.digits.defined()) numbers_ = fixed_point(values());
  return numbers_;
}

}  // namespace imprint
