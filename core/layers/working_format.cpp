// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layers/working_format.h"

#include <ATen/core/Tensor.h>

#include "core/formats/half/working_values.h"

namespace imprint {

const at::Tensor& counted(const at::Tensor& result, const ForwardContext& context) {
  if (context.features_held != nullptr) *context.features_held += result.numel();
  return result;
}

at::Tensor held(const at::Tensor& result, const ForwardContext& context) {
  return held_in(counted(result, context), context.precision.working);
}

}  // namespace imprint
