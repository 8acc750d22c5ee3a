// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/kernels/sparse_product.h"
#include "core/layers/quantized_layer.h"

namespace imprint {

struct GraphConvolutionShape {
  std::int64_t in = 1;
  std::int64_t out = 1;
  bool quantizes_aggregation = false;  // what is aggregated is rounded, too, as activations are
};

/// output = aggregation * (features * weight^T) + bias, the product that is smaller first: multiplied before it is
/// aggregated where in > out. Grids: activations one a node, weights one an input feature, the bias one, the gradient
/// at the product one (or each tensor one, ForwardContext). Parameters weight [out, in] ~ U(+-sqrt(6 / (in + out)))
/// (Glorot & Bengio 2010), bias [out] = 0.
class GraphConvolutionLayer : public QuantizedLayer {
 public:
  GraphConvolutionLayer(const LayerPlace& place, const GraphConvolutionShape& shape);
  at::Tensor forward(const at::Tensor& features, const SparseMatrix& aggregation, const ForwardContext& context);
  const at::Tensor& bias() const { return bias_; }

 private:
  at::Tensor multiplied(const at::Tensor& features, const at::Tensor& bias, const ForwardContext& context);
  at::Tensor aggregated(const at::Tensor& features, const SparseMatrix& aggregation, const ForwardContext& context);

  GraphConvolutionShape shape_;
  at::Tensor bias_;
};

}  // namespace imprint
