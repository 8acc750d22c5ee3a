// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workflow/model_layers.h"

#include "core/models/network.h"
#include "datasets/facts/dataset_facts.h"

namespace imprint {
namespace {

std::string kind_of(const LayerInfo& layer) {
  switch (layer.kind) {
    case LayerKind::convolution: return "convolution";
    case LayerKind::linear: return "linear";
    case LayerKind::batch_norm: return "batch norm";
    case LayerKind::layer_norm: return "layer norm";
    case LayerKind::embedding: return "embedding";
  }
  return {};
}

}  // namespace

std::vector<ModelLayer> model_layers(const ExperimentSpec& spec) {
  const auto network = make_network(spec.model, facts_of(spec.dataset).shape, spec.seed);
  std::vector<ModelLayer> layers;
  for (const LayerInfo& info : network->layers()) {
    ModelLayer layer{info.name, kind_of(info), 0, info.macs, info.quantized};
    for (const at::Tensor& parameter : info.parameters) layer.parameters += parameter.numel();
    layers.push_back(std::move(layer));
  }
  if (const std::int64_t macs = network->feature_products(); macs > 0)
    layers.push_back({"(attention)", "products of features", 0, macs, false});
  return layers;
}

}  // namespace imprint
