// SPDX-License-Identifier: GPL-3.0-or-later
// Initial weights, drawn from the weight_initialisation stream of a layer.
#pragma once

#include <ATen/core/Tensor.h>

#include "core/base/random_stream.h"
#include "core/layers/layer_place.h"

namespace imprint {

/// The stream of a layer's initial weights.
RandomStream initialisation_stream(const LayerPlace& place);

/// Convolution weight [out, in, kh, kw] ~ N(0, 2 / (kh kw out)): He et al. 2015, "fan out".
at::Tensor normal_fan_out(at::IntArrayRef sizes, RandomStream& stream);

/// Every entry ~ N(0, 1).
at::Tensor standard_normal(at::IntArrayRef sizes, RandomStream& stream);

/// Every entry ~ U(-bound, bound).
at::Tensor uniform(at::IntArrayRef sizes, double bound, RandomStream& stream);

/// Linear weight or bias ~ U(-1/sqrt(fan_in), 1/sqrt(fan_in)): PyTorch's default for linear layers.
at::Tensor uniform_fan_in(at::IntArrayRef sizes, std::int64_t fan_in, RandomStream& stream);

}  // namespace imprint
