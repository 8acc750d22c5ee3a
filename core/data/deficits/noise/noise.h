// SPDX-License-Identifier: GPL-3.0-or-later
// Every input value drawn anew from N(0, 1) at each step; the labels stay true.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace imprint {

/// Standard normal values in the shape and layout of `images`, a pure function of (seed, step, position).
at::Tensor noise_like(const at::Tensor& images, std::uint64_t seed, std::int64_t step);

}  // namespace imprint
