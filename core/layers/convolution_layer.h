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

/// A convolution, quantized or at full precision whatever the bits. Parameters weight [out, in / groups, height, width]
/// and, where there is one, bias [out], which is added in fp32.
class ConvolutionLayer : public QuantizedLayer {
 public:
  /// Without bias, as drawn.
  ConvolutionLayer(const LayerPlace& place, const ConvolutionShape& shape);
  /// With given values; an undefined bias is none.
  ConvolutionLayer(const LayerPlace& place, const at::Tensor& weight, const at::Tensor& bias,
                   const ConvolutionGeometry& geometry, bool is_quantized = true);
  at::Tensor forward(const at::Tensor& input, const ForwardContext& context);

  /// Undefined for a layer without one.
  const at::Tensor& bias() const { return bias_; }

 private:
  ConvolutionGeometry geometry_;
  at::Tensor bias_;
};

}  // namespace imprint
