// SPDX-License-Identifier: GPL-3.0-or-later
// Dropout (Srivastava et al. 2014): in training every value is kept with probability 1 - share and then scaled by
// 1 / (1 - share), so that its mean stays; in evaluation nothing happens.
//
// What is dropped is a function of (seed, step, place, element), counted in logical order: a resumed run, and any
// number of threads, drop the same.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

#include "core/layers/forward_context.h"

namespace imprint {

/// `place` tells the uses within one network apart. 0 <= share < 1.
at::Tensor dropped_out(const at::Tensor& values, double share, const ForwardContext& context, std::uint64_t place);

}  // namespace imprint
