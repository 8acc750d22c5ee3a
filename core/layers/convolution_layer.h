// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/kernels/trilinear_convolution.h"
#include "core/layers/quantized_layer.h"

namespace imprint {

struct ConvolutionShape {
  std::int64_t in = 0;
  std::int64_t out = 0;
  std::int64_t kernel = 3;  // square
  std::int64_t stride = 1;
  std::int64_t groups = 1;  // of inputs and outputs, that see nothing of each other
  bool is_quantized = true;
  std::int64_t padding() const { return kernel / 2; }
};

/// A convolution without bias, quantized or at full precision whatever the bits. Parameter weight
/// [out, in / groups, kernel, kernel].
class ConvolutionLayer : public QuantizedLayer {
 public:
  ConvolutionLayer(const LayerPlace& place, const ConvolutionShape& shape);
  at::Tensor forward(const at::Tensor& input, const ForwardContext& context);

 private:
  ConvolutionGeometry geometry_;
};

}  // namespace imprint
