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

BasePrecision::BasePrecision(const PrecisionSpec& spec)
    : ladder_(&ladder(spec.ladder)), weight_(spec.weight_bits), activation_(spec.activation_bits) {
  for (const std::string& entry : spec.layers) layers_.push_back(parsed(entry));
}

LayerPrecision BasePrecision::formats(int weight, int activation, int gradient) const {
  return {format(weight, Operand::weight), format(activation, Operand::activation),
          format(gradient, Operand::gradient)};
}

LayerPrecision BasePrecision::of(ScheduledBits asked) const {
  return formats(either(weight_, asked.forward), either(activation_, asked.forward), asked.backward);
}

LayerPrecision BasePrecision::of(ScheduledBits asked, const LayerBits* own) const {
  if (own == nullptr) return of(asked);
  return formats(either(own->weight, either(weight_, asked.forward)),
                 either(own->activation, either(activation_, asked.forward)), either(own->gradient, asked.backward));
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
