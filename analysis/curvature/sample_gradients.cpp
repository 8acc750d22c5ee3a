// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/curvature/sample_gradients.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/cat.h>

#include <string>

#include "analysis/curvature/channel_sums.h"
#include "analysis/curvature/convolution_gradients.h"
#include "core/base/error.h"

namespace imprint {
namespace {

at::Tensor squared_row_norms(const at::Tensor& rows) { return rows.to(at::kDouble).square().sum(1); }

bool has_bias(const LayerInfo& layer) { return layer.parameters.size() > 1; }

/// Rows of all uses, sample by sample: [samples, rows a sample, features].
at::Tensor rows_by_sample(const std::vector<at::Tensor>& uses, std::int64_t samples) {
  std::vector<at::Tensor> parts;
  for (const at::Tensor& rows : uses) parts.push_back(rows.reshape({samples, rows.size(0) / samples, -1}));
  return at::cat(parts, 1);
}

/// Inner products of a sample's rows with each other: double [samples, rows, rows].
at::Tensor gram(const at::Tensor& rows) {
  const at::Tensor precise = rows.to(at::kDouble);
  return precise.matmul(precise.transpose(1, 2));
}

std::vector<at::Tensor> inputs_of(const std::vector<LayerTap>& uses) {
  std::vector<at::Tensor> inputs;
  for (const LayerTap& tap : uses) inputs.push_back(tap.input.detach());
  return inputs;
}

at::Tensor linear_norms(const LayerInfo& layer, const at::Tensor& input, const at::Tensor& gradient) {
  const at::Tensor squared = squared_row_norms(gradient);
  const at::Tensor weight = squared_row_norms(input) * squared;
  return has_bias(layer) ? weight + squared : weight;
}

/// By the products of a sample's rows, or by its weight gradient itself, whichever takes less work.
at::Tensor linear_norms_of_rows(const LayerInfo& layer, const at::Tensor& inputs, const at::Tensor& gradients) {
  const std::int64_t in = inputs.size(2), out = gradients.size(2), rows = inputs.size(1);
  at::Tensor weight;
  if (rows * (in + out) <= in * out)
    weight = (gram(inputs) * gram(gradients)).sum({1, 2});
  else
    weight = gradients.to(at::kDouble).transpose(1, 2).matmul(inputs.to(at::kDouble)).square().sum({1, 2});
  return has_bias(layer) ? weight + gradients.to(at::kDouble).sum(1).square().sum(1) : weight;
}

at::Tensor embedding_norms(const std::vector<at::Tensor>& tokens, const at::Tensor& gradients, std::int64_t samples) {
  const at::Tensor rows = rows_by_sample(tokens, samples);  // [samples, rows, 1]
  return (rows.eq(rows.transpose(1, 2)) * gram(gradients)).sum({1, 2});
}

/// The gradients of a sample's rows added up: by the weight g_n * normalised_n, by the bias g_n.
at::Tensor layer_norm_norms(const at::Tensor& normalised, const at::Tensor& gradients) {
  const at::Tensor precise = gradients.to(at::kDouble);
  return squared_row_norms((precise * normalised).sum(1)) + squared_row_norms(precise.sum(1));
}

at::Tensor batch_norm_norms(const LayerTap& tap, const at::Tensor& gradient) {
  const PixelSums sums = channel_sums(gradient, tap.input.detach(), tap.center);
  return squared_row_norms(sums.products * tap.scale) + squared_row_norms(sums.gradients);
}

at::Tensor convolution_norms(const LayerInfo& layer, const LayerTap& tap, const at::Tensor& gradient) {
  const at::Tensor& weight = layer.parameters.front();
  const at::Tensor input = tap.input.detach();
  const ConvolutionWindow window{weight.size(2), weight.size(3), tap.stride, tap.padding,
                                 input.size(1) / weight.size(1)};
  const at::Tensor norms = convolution_weight_norms(window, input, gradient);
  return has_bias(layer) ? norms + squared_row_norms(channel_sums(gradient)) : norms;
}

at::Tensor norms_of_one_use(const LayerInfo& layer, const LayerTap& tap, const at::Tensor& gradient) {
  switch (layer.kind) {
    case LayerKind::linear: return linear_norms(layer, tap.input.detach(), gradient);
    case LayerKind::batch_norm: return batch_norm_norms(tap, gradient);
    case LayerKind::convolution: return convolution_norms(layer, tap, gradient);
    case LayerKind::layer_norm:
    case LayerKind::embedding: break;
  }
  throw JobError("layer " + layer.name + " is of a kind whose gradients are not known");
}

at::Tensor norms_of_rows(const LayerInfo& layer, const std::vector<LayerTap>& uses,
                         const std::vector<at::Tensor>& gradients, std::int64_t samples) {
  const at::Tensor rows = rows_by_sample(gradients, samples);
  if (layer.kind == LayerKind::embedding) return embedding_norms(inputs_of(uses), rows, samples);
  const at::Tensor inputs = rows_by_sample(inputs_of(uses), samples);
  if (layer.kind == LayerKind::linear) return linear_norms_of_rows(layer, inputs, rows);
  if (layer.kind == LayerKind::layer_norm) return layer_norm_norms(inputs, rows);
  throw JobError("layer " + layer.name + " is used " + std::to_string(uses.size()) +
                 " times; the gradients of its kind are only known for one");
}

}  // namespace

at::Tensor squared_gradient_norms(const LayerInfo& layer, const std::vector<LayerTap>& uses,
                                  const std::vector<at::Tensor>& output_gradients, std::int64_t samples) {
  const at::NoGradGuard no_graph;
  const bool is_of_rows = layer.kind == LayerKind::embedding || layer.kind == LayerKind::layer_norm;
  const bool has_rows = layer.kind == LayerKind::linear && output_gradients.front().size(0) != samples;
  const at::Tensor norms = uses.size() > 1 || has_rows || is_of_rows
                               ? norms_of_rows(layer, uses, output_gradients, samples)
                               : norms_of_one_use(layer, uses.front(), output_gradients.front().detach());
  return norms.to(at::kCPU);
}

}  // namespace imprint
