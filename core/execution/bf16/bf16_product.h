// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/execution/executor.h"

namespace imprint {

/// The product as a float tensor whose values, and those of whose gradients, are bf16's.
at::Tensor bf16_product(const LayerProduct& product, const at::Tensor& weight_in_bf16);

}  // namespace imprint
