// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/nn/module.h>

#include "core/layers/forward_context.h"
#include "core/layers/fused_batch_norm.h"
#include "core/layers/layer_place.h"

namespace imprint {

/// Batch normalisation of [n, channels, h, w] over n, h and w, with the ReLU and the sum that follow it;
/// always fp32.
///   training    z = weight (x - mean) / sqrt(variance + epsilon) + bias, the batch's mean and biased variance;
///               running = (1 - m) running + m batch, m the context's momentum, the variance unbiased there
///   evaluation  the same with the running mean and variance: an affine map of each channel
/// Parameters and buffers as PyTorch names them.
class BatchNormLayer : public torch::nn::Module {
 public:
  BatchNormLayer(LayerPlace place, std::int64_t channels, float epsilon = 1e-5F);

  /// `shortcut` is there exactly when `epilogue` adds it.
  at::Tensor forward(const at::Tensor& input, const ForwardContext& context, Epilogue epilogue,
                     const at::Tensor& shortcut = {});

  const at::Tensor& weight() const { return weight_; }
  const at::Tensor& bias() const { return bias_; }

 private:
  at::Tensor on_batch(const at::Tensor& input, const BatchNormArguments& arguments, float momentum);
  at::Tensor frozen(const at::Tensor& input, const BatchNormArguments& arguments) const;
  at::Tensor tapped(const at::Tensor& input, const ForwardContext& context);
  void update_running(const ChannelMoments& batch, float momentum);

  LayerPlace place_;
  float epsilon_;
  at::Tensor weight_;
  at::Tensor bias_;
  at::Tensor running_mean_;
  at::Tensor running_variance_;
  at::Tensor batches_;
};

}  // namespace imprint
