// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/layers/quantized_layer.h"

namespace imprint {

/// What linear layers differ in.
struct LinearShape {
  std::int64_t in = 1;
  std::int64_t out = 1;
  bool has_bias = true;
  double bound = 0;  // the weight begins uniform in +-bound and the bias at 0; 0 = as PyTorch's linear layers
  Granularities published = {};  // where grids of rows are asked for (ForwardContext)
  bool is_quantized = true;      // else at full precision whatever the bits
};

/// A quantized linear layer. Parameters weight [out, in], bias [out]; the bias has one grid.
class LinearLayer : public QuantizedLayer {
 public:
  LinearLayer(const LayerPlace& place, const LinearShape& shape);
  at::Tensor forward(const at::Tensor& input, const ForwardContext& context);

  /// The weight, rounded once for inputs that come one after the other while it does not change.
  std::shared_ptr<const PreparedWeight> prepared(const ForwardContext& context) const;
  at::Tensor forward(const at::Tensor& input, const std::shared_ptr<const PreparedWeight>& weight,
                     const ForwardContext& context);

  /// Undefined for a layer without one.
  const at::Tensor& bias() const { return bias_; }

 private:
  const Granularities& granularities(const ForwardContext& context) const;

  Granularities published_;
  at::Tensor bias_;
};

/// The final linear layer, fp32 whatever the bits. Parameters weight [classes, in], bias [classes].
class Classifier : public torch::nn::Module {
 public:
  Classifier(LayerPlace place, std::int64_t in, std::int64_t classes);
  at::Tensor forward(const at::Tensor& input, const ForwardContext& context);
  const at::Tensor& weight() const { return weight_; }
  const at::Tensor& bias() const { return bias_; }

 private:
  LayerPlace place_;
  at::Tensor weight_;
  at::Tensor bias_;
};

}  // namespace imprint
