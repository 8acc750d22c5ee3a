// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/curvature/sample_gradients.h"

#include <ATen/core/Tensor.h>
#include <ATen/core/grad_mode.h>

#include "analysis/curvature/channel_sums.h"
#include "analysis/curvature/convolution_gradients.h"
#include "core/base/error.h"

namespace imprint {
namespace {

at::Tensor squared_row_norms(const at::Tensor& rows) { return rows.to(at::kDouble).square().sum(1); }

bool has_bias(const LayerInfo& layer) { return layer.parameters.size() > 1; }

at::Tensor linear_norms(const LayerInfo& layer, const at::Tensor& input, const at::Tensor& gradient) {
  const at::Tensor squared = squared_row_norms(gradient);
  const at::Tensor weight = squared_row_norms(input) * squared;
  return has_bias(layer) ? weight + squared : weight;
}

at::Tensor batch_norm_norms(const LayerTap& tap, const at::Tensor& gradient) {
  const PixelSums sums = channel_sums(gradient, tap.input.detach(), tap.center);
  return squared_row_norms(sums.products * tap.scale) + squared_row_norms(sums.gradients);
}

at::Tensor convolution_norms(const LayerInfo& layer, const LayerTap& tap, const at::Tensor& gradient) {
  const at::Tensor& weight = layer.parameters.front();
  const ConvolutionWindow window{weight.size(2), weight.size(3), tap.stride, tap.padding};
  const at::Tensor norms = convolution_weight_norms(window, tap.input.detach(), gradient);
  return has_bias(layer) ? norms + squared_row_norms(channel_sums(gradient)) : norms;
}

at::Tensor norms_by_kind(const LayerInfo& layer, const LayerTap& tap, const at::Tensor& gradient) {
  switch (layer.kind) {
    case LayerKind::linear: return linear_norms(layer, tap.input.detach(), gradient);
    case LayerKind::batch_norm: return batch_norm_norms(tap, gradient);
    case LayerKind::convolution: return convolution_norms(layer, tap, gradient);
  }
  throw JobError("layer " + layer.name + " is of a kind whose gradients are not known");
}

}  // namespace

at::Tensor squared_gradient_norms(const LayerInfo& layer, const LayerTap& tap, const at::Tensor& output_gradient) {
  const at::NoGradGuard no_graph;
  return norms_by_kind(layer, tap, output_gradient.detach()).to(at::kCPU);
}

}  // namespace imprint
