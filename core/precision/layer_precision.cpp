// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/precision/layer_precision.h"

namespace imprint {

const LayerPrecision& NetworkPrecision::of(std::string_view layer) const {
  for (const NamedLayerPrecision& named : layers)
    if (named.layer == layer) return named.precision;
  return network;
}

std::string short_text(const LayerPrecision& precision) {
  const std::string weight = short_text(precision.weight), activation = short_text(precision.activation),
                    gradient = short_text(precision.gradient);
  if (precision.weight == precision.activation) return weight + "/" + gradient;
  return "W" + weight + " A" + activation + " G" + gradient;
}

}  // namespace imprint
