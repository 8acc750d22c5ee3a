// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bench/executors_used.h"

#include <algorithm>
#include <array>
#include <set>

namespace imprint {
namespace {

bool is_full_precision(const LayerPrecision& precision) {
  return std::ranges::all_of(std::array{precision.weight, precision.activation, precision.gradient},
                             [](NumberFormat format) { return is_full_precision(format); });
}

/// Without its input: which executor is chosen does not depend on values.
LayerProduct product_of(const LayerInfo& layer, const LayerPrecision& precision, std::string_view choice) {
  LayerProduct product{.weight = layer.parameters.front(), .precision = precision, .choice = {choice}};
  if (layer.kind == LayerKind::convolution) product.convolution = ConvolutionGeometry();
  return product;
}

}  // namespace

std::string executors_used(const Network& network, const LayerPrecision& precision, std::string_view choice) {
  if (is_full_precision(precision)) return "fp32";
  std::set<std::string_view> used;
  for (const LayerInfo& layer : network.layers())
    if (layer.quantized) used.insert(executor_for(product_of(layer, precision, choice)).name());
  std::string names;
  for (const Executor* executor : executors())
    if (used.contains(executor->name())) names.append(names.empty() ? "" : "+").append(executor->name());
  return names;
}

}  // namespace imprint
