// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/gcn/gcn.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/relu.h>
#include <ATen/ops/rsqrt.h>

#include <string>

#include "core/base/error.h"
#include "core/layers/dropout.h"
#include "core/layers/working_format.h"
#include "core/models/graph_aggregation.h"

namespace imprint {
namespace {

constexpr double epsilon = 1e-5;

at::Tensor normalised(const at::Tensor& features) {
  const at::Tensor centred = features - features.mean();
  return centred * at::rsqrt(centred.square().mean() + epsilon);
}

}  // namespace

Gcn::Gcn(const GcnOptions& options, const DataShape& shape, std::uint64_t seed) : options_(options) {
  if (sampled_layers(shape.neighbours) > 0)
    throw InputError(
        "dataset.neighbours: model.name = gcn reads the whole graph; leave it empty, or take model.name = sage");
  const LayerBuilder layers(seed, layers_);
  std::vector<int> units = options.hidden;
  units.push_back(static_cast<int>(shape.classes));
  std::int64_t features = shape.features;
  for (const int out : units) {
    const std::string name = "conv" + std::to_string(convolutions_.size() + 1);
    const GraphConvolutionShape convolution{features, out, options.quantizes_aggregation};
    convolutions_.push_back(layers.graph_convolution(*this, name, convolution, shape.nodes));
    features = out;
  }
}

at::Tensor Gcn::forward(const Inputs& inputs, const ForwardContext& context) {
  const SparseMatrix aggregation = symmetric_aggregation(inputs.graph->of_layer(0), inputs.values.scalar_type());
  at::Tensor features = dropped_out(inputs.values, options_.input_dropout, context, 0);
  for (std::size_t i = 0; i < convolutions_.size(); ++i) {
    if (i > 0) {
      features = at::relu(features);
      if (options_.normalises) features = held(normalised(features), context);
      features = dropped_out(features, options_.dropout, context, i);
    }
    features = convolutions_[i]->forward(features, aggregation, context);
  }
  return features.index_select(0, inputs.graph->scored);
}

std::shared_ptr<Network> make_gcn(const ModelSpec& spec, const DataShape& shape, std::uint64_t seed) {
  const Options& options = spec.options;
  return std::make_shared<Gcn>(
      GcnOptions{options.get<std::vector<int>>("hidden"), options.get<double>("dropout"),
                 options.get<double>("input_dropout"), options.get<std::string>("normalisation") == "graph",
                 options.get<bool>("quantize_aggregation")},
      shape, seed);
}

}  // namespace imprint
