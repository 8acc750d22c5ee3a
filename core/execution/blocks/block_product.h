// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/execution/executor.h"

namespace imprint {

/// The product with its three roundings each. `rounded_weight` is the weight as the output sums it.
at::Tensor block_product(const LayerProduct& product, const at::Tensor& rounded_weight);

/// The weight as the output sums it, without a graph.
at::Tensor weight_for_output(const LayerProduct& product);

}  // namespace imprint
