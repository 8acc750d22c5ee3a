// SPDX-License-Identifier: GPL-3.0-or-later
// The precision of a layer: number formats of its weight, its activation and its gradient, as one value from the
// schedule to the layer. A step gives one to the network, and others to single layers.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/precision/number_format.h"

namespace imprint {

struct LayerPrecision {
  NumberFormat weight = {};
  NumberFormat activation = {};  // the layer's input
  NumberFormat gradient = {};    // at the layer's output, of which both backward products are taken

  bool operator==(const LayerPrecision&) const = default;
};

constexpr bool is_full_precision(const LayerPrecision& precision) {
  return is_full_precision(precision.weight) && is_full_precision(precision.activation) &&
         is_full_precision(precision.gradient);
}

enum class Operand { weight, activation, gradient };

constexpr NumberFormat format_of(const LayerPrecision& precision, Operand operand) {
  if (operand == Operand::gradient) return precision.gradient;
  return operand == Operand::weight ? precision.weight : precision.activation;
}

/// Of the affine family.
constexpr LayerPrecision layer_precision(int weight_bits, int activation_bits, int gradient_bits) {
  return {NumberFormat(weight_bits), NumberFormat(activation_bits), NumberFormat(gradient_bits)};
}

/// Weight and activation alike, as schedules of the papers have them.
constexpr LayerPrecision layer_precision(int forward_bits, int backward_bits) {
  return layer_precision(forward_bits, forward_bits, backward_bits);
}

struct NamedLayerPrecision {
  std::string layer;
  LayerPrecision precision;

  bool operator==(const NamedLayerPrecision&) const = default;
};

/// Of a whole network at one moment.
struct NetworkPrecision {
  LayerPrecision network = {};                   // of every layer that is not named
  std::vector<NamedLayerPrecision> layers = {};  // those that have another
  double strength = 1;        // of rounding to them, in (0, 1]: (1 - strength) value + strength rounded value
  NumberFormat working = {};  // of what lies between and beside the products: features, gradients, other weights

  const LayerPrecision& of(std::string_view layer) const;
  bool operator==(const NetworkPrecision&) const = default;
};

/// "4/8" (forward/gradient), "e4m3/e5m2", or "W4 A8 G8" where weight and activation are apart.
std::string short_text(const LayerPrecision& precision);

}  // namespace imprint
