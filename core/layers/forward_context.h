// SPDX-License-Identifier: GPL-3.0-or-later
// All that a forward pass depends on beside weights and inputs; nothing is hidden in module state.
#pragma once

#include <ATen/core/Tensor.h>

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/execution/executor.h"
#include "core/precision/layer_precision.h"

namespace imprint {

/// A layer's inside during one forward pass, for estimators that work on the layer's structure.
///   linear       output[n, o] = input[n, i] weight[o, i] + bias
///   embedding    output[n, o] = weight[input[n], o]
///   convolution  output = conv2d(input, weight, stride, padding)
///   batch norm   output = weight * (input - center) * scale + bias, each channel
///   layer norm   output[n, f] = weight[f] * input[n, f] + bias[f]: the input is normalised already
struct LayerTap {
  std::string layer;  // LayerInfo::name
  at::Tensor input;
  at::Tensor output;  // part of the autograd graph: differentiate the loss by it
  std::array<std::int64_t, 2> stride{1, 1};
  std::array<std::int64_t, 2> padding{0, 0};
  at::Tensor center{};  // batch norm: mean [c]
  at::Tensor scale{};   // batch norm: 1 / sqrt(variance + epsilon) [c]
};

/// What a network carries from one batch to the next, a row a sample: hidden states by name. Empty where all samples
/// begin anew.
using CarriedState = std::map<std::string, at::Tensor>;

struct ForwardContext {
  bool training = false;             // batch norm: batch statistics (and updates) or running ones
  float batch_norm_momentum = 0.1F;  // training: the batch's share in the running statistics of batch norm
  NetworkPrecision precision = {};   // of the quantized layers; 32 bits = the plain fp32 path
  bool range_bias_correction = true;
  bool linear_rows = true;  // layers that are linear maps: grids of rows as they were published, or one for each tensor
  ExecutorChoice executor = {};           // of the quantized layers' products
  std::uint64_t noise_key = 0;            // stream of the stochastic gradient rounding: a function of (seed, step)
  std::uint64_t dropout_key = 0;          // stream of what dropout drops: a function of (seed, step)
  CarriedState* carried = nullptr;        // when set: read, and replaced by what the next batch goes on from
  std::int64_t* features_held = nullptr;  // when set: the values that operations leave are counted (working_format.h)
  std::vector<LayerTap>* taps = nullptr;  // filled in forward order when set; a layer that is used n times has n
};

}  // namespace imprint
