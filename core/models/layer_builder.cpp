// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/layer_builder.h"

namespace imprint {
namespace {

std::int64_t output_size(std::int64_t input, const ConvolutionShape& shape) {
  return (input + 2 * shape.padding() - shape.kernel) / shape.stride + 1;
}

}  // namespace

LayerBuilder LayerBuilder::inside(const std::string& name) const {
  LayerBuilder result = *this;
  result.prefix_ += name + ".";
  return result;
}

std::shared_ptr<ConvolutionLayer> LayerBuilder::convolution(torch::nn::Module& parent, const std::string& name,
                                                            FeatureShape& features, const Filters& filters) const {
  const ConvolutionShape shape{features.channels, filters.channels, filters.kernel,
                               filters.stride,    filters.groups,   filters.is_quantized};
  auto layer = parent.register_module(name, std::make_shared<ConvolutionLayer>(place(name), shape));
  features = {filters.channels, output_size(features.height, shape), output_size(features.width, shape)};
  const std::int64_t macs = layer->weight().numel() * features.height * features.width;
  record(name, LayerKind::convolution, macs, filters.is_quantized, {layer->weight()});
  return layer;
}

std::shared_ptr<BatchNormLayer> LayerBuilder::batch_norm(torch::nn::Module& parent, const std::string& name,
                                                         const FeatureShape& features) const {
  auto layer = parent.register_module(name, std::make_shared<BatchNormLayer>(place(name), features.channels));
  record(name, LayerKind::batch_norm, 0, false, {layer->weight(), layer->bias()});
  return layer;
}

std::shared_ptr<LayerNormLayer> LayerBuilder::layer_norm(torch::nn::Module& parent, const std::string& name,
                                                         std::int64_t features) const {
  auto layer = parent.register_module(name, std::make_shared<LayerNormLayer>(place(name), features));
  record(name, LayerKind::layer_norm, 0, false, {layer->weight(), layer->bias()});
  return layer;
}

std::shared_ptr<EmbeddingLayer> LayerBuilder::embedding(torch::nn::Module& parent, const std::string& name,
                                                        std::int64_t tokens, std::int64_t width, double bound) const {
  auto layer = parent.register_module(name, std::make_shared<EmbeddingLayer>(place(name), tokens, width, bound));
  record(name, LayerKind::embedding, 0, false, {layer->weight()});
  return layer;
}

std::shared_ptr<LinearLayer> LayerBuilder::linear(torch::nn::Module& parent, const std::string& name,
                                                  const LinearShape& shape, std::int64_t rows) const {
  auto layer = parent.register_module(name, std::make_shared<LinearLayer>(place(name), shape));
  std::vector<at::Tensor> parameters = {layer->weight()};
  if (shape.has_bias) parameters.push_back(layer->bias());
  record(name, LayerKind::linear, rows * shape.in * shape.out, true, std::move(parameters));
  return layer;
}

std::shared_ptr<GraphConvolutionLayer> LayerBuilder::graph_convolution(torch::nn::Module& parent,
                                                                       const std::string& name,
                                                                       const GraphConvolutionShape& shape,
                                                                       std::int64_t nodes) const {
  auto layer = parent.register_module(name, std::make_shared<GraphConvolutionLayer>(place(name), shape));
  record(name, LayerKind::linear, nodes * shape.in * shape.out, true, {layer->weight(), layer->bias()});
  return layer;
}

std::shared_ptr<Classifier> LayerBuilder::classifier(torch::nn::Module& parent, std::int64_t in, std::int64_t classes,
                                                     std::int64_t rows) const {
  auto layer = parent.register_module("fc", std::make_shared<Classifier>(place("fc"), in, classes));
  record("fc", LayerKind::linear, rows * in * classes, false, {layer->weight(), layer->bias()});
  return layer;
}

LayerPlace LayerBuilder::place(const std::string& name) const { return {prefix_ + name, layers_->size(), seed_}; }

void LayerBuilder::record(const std::string& name, LayerKind kind, std::int64_t macs, bool quantized,
                          std::vector<at::Tensor> parameters) const {
  layers_->push_back({prefix_ + name, kind, macs, quantized, std::move(parameters)});
}

}  // namespace imprint
