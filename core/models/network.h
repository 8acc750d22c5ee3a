// SPDX-License-Identifier: GPL-3.0-or-later
// What every architecture is to the trainer and to the curvature estimators: a module with explicit forward
// context. Parameters and buffers are named as PyTorch users know them (conv1.weight,
// layer1.0.bn1.running_mean, fc.bias).
#pragma once

#include <torch/nn/module.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/data/batch.h"
#include "core/layers/forward_context.h"
#include "core/models/model_list.h"
#include "core/results/model_macs.h"
#include "core/spec/data_shape.h"
#include "core/spec/experiment_spec.h"

namespace imprint {

enum class LayerKind { convolution, linear, batch_norm, layer_norm, embedding };

/// One layer with parameters, as the reports name it.
struct LayerInfo {
  std::string name;  // "layer1.0.conv1"
  LayerKind kind = LayerKind::convolution;
  std::int64_t macs = 0;               // per sample, forward; 0 for normalisations and embedding
  bool quantized = true;               // false for the classifier, normalisations and embedding
  std::vector<at::Tensor> parameters;  // weight, then bias if it has one (shared storage with the module)
};

class Network : public torch::nn::Module {
 public:
  /// Logits float [units, classes], sample after sample; of graphs a row for each node that is answered.
  virtual at::Tensor forward(const Inputs& inputs, const ForwardContext& context) = 0;

  /// Whether the output is linear in each single weight with batch norm frozen (ReLU, max pool): then
  /// diag(H) = diag(G) and tr(H) = tr(G) = tr(F) exactly. Every network says so itself: a wrong yes gives wrong traces.
  virtual bool is_piecewise_linear() const = 0;

  /// Whether the first layer precedes all others. Where two read the inputs side by side, norms of gradients have to be
  /// followed down to the inputs.
  virtual bool begins_with_one_layer() const { return true; }

  const std::vector<LayerInfo>& layers() const { return layers_; }
  /// Multiplications of features with each other, without weights (attention): per sample, forward, fp32.
  std::int64_t feature_products() const { return feature_products_; }
  ModelMacs macs() const;
  std::int64_t parameter_count() const;

 protected:
  std::vector<LayerInfo> layers_;
  std::int64_t feature_products_ = 0;
};

// Of each family: make_mlp(spec, shape, seed), ... The spec is one of its own, its options within their limits.
#define IMPRINT_MAKER(family) \
  std::shared_ptr<Network> make_##family(const ModelSpec& spec, const DataShape& shape, std::uint64_t seed);
IMPRINT_MODELS(IMPRINT_MAKER)
#undef IMPRINT_MAKER

/// Builds and initialises the network that the spec names; the weights depend on the seed alone.
/// One of kind_names("model.name") (core/spec/kinds.h). Throws InputError.
std::shared_ptr<Network> make_network(const ModelSpec& spec, const DataShape& shape, std::uint64_t seed);

}  // namespace imprint
