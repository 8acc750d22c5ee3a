// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/execution/executor.h"

namespace imprint {

/// The dimension of input and weight along which the output of a product is summed, and along which blocks lie for it:
/// the channels of a convolution, else the last one.
inline std::int64_t summed_dimension(const LayerProduct& product) { return product.convolution ? 1 : -1; }

}  // namespace imprint
