// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/executors_used.h"

#include "core/layers/quantized_layer.h"

namespace imprint {

ExecutorCounts executors_used(const Network& network) {
  ExecutorCounts counts;
  for (const auto& module : network.modules(/*include_self=*/false))
    if (const auto* layer = dynamic_cast<const QuantizedLayer*>(module.get());
        layer != nullptr && !layer->last_executor().empty())
      ++counts[layer->last_executor()];
  return counts;
}

std::string executors_text(const ExecutorCounts& counts) {
  std::string text;
  for (const auto& [name, layers] : counts) {
    const std::string word = !text.empty() ? "" : layers == 1 ? " layer" : " layers";
    text += (text.empty() ? "" : ", ") + std::string(name) + " in " + std::to_string(layers) + word;
  }
  return text;
}

}  // namespace imprint
