// SPDX-License-Identifier: GPL-3.0-or-later
// Builds a network's layers one after the other: registers each under its parent, follows the shape of the
// features, and writes the list of layers that Network::layers() gives.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/layers/batch_norm_layer.h"
#include "core/layers/convolution_layer.h"
#include "core/layers/embedding_layer.h"
#include "core/layers/graph_convolution_layer.h"
#include "core/layers/layer_norm_layer.h"
#include "core/layers/linear_layer.h"
#include "core/models/network.h"

namespace imprint {

/// Of the features of one image on their way through the network.
using FeatureShape = ImageShape;

/// A convolution's filters, with padding kernel/2.
struct Filters {
  std::int64_t channels = 1;  // outputs
  std::int64_t kernel = 3;
  std::int64_t stride = 1;
  std::int64_t groups = 1;
  bool is_quantized = true;
};

class LayerBuilder {
 public:
  /// Appends to `layers`, which must outlive the builder.
  LayerBuilder(std::uint64_t seed, std::vector<LayerInfo>& layers) : seed_(seed), layers_(&layers) {}

  /// The same builder for the layers of the submodule `name`.
  LayerBuilder inside(const std::string& name) const;

  /// `features` becomes the shape of the output.
  std::shared_ptr<ConvolutionLayer> convolution(torch::nn::Module& parent, const std::string& name,
                                                FeatureShape& features, const Filters& filters) const;
  std::shared_ptr<BatchNormLayer> batch_norm(torch::nn::Module& parent, const std::string& name,
                                             const FeatureShape& features) const;
  std::shared_ptr<LayerNormLayer> layer_norm(torch::nn::Module& parent, const std::string& name,
                                             std::int64_t features) const;
  std::shared_ptr<EmbeddingLayer> embedding(torch::nn::Module& parent, const std::string& name, std::int64_t tokens,
                                            std::int64_t width, double bound = 0) const;
  /// `rows` of a sample pass through the layer: 1, or its tokens.
  std::shared_ptr<LinearLayer> linear(torch::nn::Module& parent, const std::string& name, const LinearShape& shape,
                                      std::int64_t rows = 1) const;
  /// `nodes` of a sample pass through the layer.
  std::shared_ptr<GraphConvolutionLayer> graph_convolution(torch::nn::Module& parent, const std::string& name,
                                                           const GraphConvolutionShape& shape,
                                                           std::int64_t nodes) const;
  std::shared_ptr<Classifier> classifier(torch::nn::Module& parent, std::int64_t in, std::int64_t classes,
                                         std::int64_t rows = 1) const;

 private:
  LayerPlace place(const std::string& name) const;
  void record(const std::string& name, LayerKind kind, std::int64_t macs, bool quantized,
              std::vector<at::Tensor> parameters) const;

  std::uint64_t seed_;
  std::vector<LayerInfo>* layers_;
  std::string prefix_;
};

}  // namespace imprint
