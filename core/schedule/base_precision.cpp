// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/base_precision.h"

#include "core/base/error.h"

namespace imprint {
namespace {

int either(int own, int otherwise) { return own > 0 ? own : otherwise; }

LayerBits parsed(const std::string& entry) {
  try {
    return parse_layer_bits(entry);
  } catch (const InputError& error) {
    throw InputError(std::string("precision.layers ") + error.what());
  }
}

}  // namespace

BasePrecision::BasePrecision(const PrecisionSpec& spec) : weight_(spec.weight_bits), activation_(spec.activation_bits) {
  for (const std::string& entry : spec.layers) layers_.push_back(parsed(entry));
}

LayerPrecision BasePrecision::of(ScheduledBits asked) const {
  return layer_precision(either(weight_, asked.forward), either(activation_, asked.forward), asked.backward);
}

LayerPrecision BasePrecision::of(ScheduledBits asked, const LayerBits* own) const {
  const LayerPrecision network = of(asked);
  if (own == nullptr) return network;
  return layer_precision(either(own->weight, network.weight.bits), either(own->activation, network.activation.bits),
                         either(own->gradient, network.gradient.bits));
}

NetworkPrecision BasePrecision::all(ScheduledBits asked) const {
  NetworkPrecision precision{of(asked)};
  for (const LayerBits& own : layers_)
    if (const LayerPrecision others = of(asked, &own); others != precision.network)
      precision.layers.push_back({own.layer, others});
  return precision;
}

const LayerBits* BasePrecision::own_bits(std::string_view layer) const {
  for (const LayerBits& own : layers_)
    if (own.layer == layer) return &own;
  return nullptr;
}

}  // namespace imprint
