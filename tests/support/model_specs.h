// SPDX-License-Identifier: GPL-3.0-or-later
// Models of a chosen size, in one line.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/spec/experiment_spec.h"

namespace imprint::test {

inline ModelSpec sized_model(const std::string& name, std::vector<int> hidden, int width) {
  ModelSpec model{.name = name};
  model.options.set("hidden", std::move(hidden));
  model.options.set("width", width);
  model.options.set("width_multiplier", width / 32.0);  // of networks of published sizes
  return model;
}

inline ModelSpec model_of_layers(const std::string& name, std::vector<int> hidden) {
  ModelSpec model{.name = name};
  model.options.set("hidden", std::move(hidden));
  return model;
}

inline ModelSpec transformer_of(int blocks, int features, int heads, double dropout = 0) {
  ModelSpec model{.name = "transformer"};
  model.options.set("blocks", blocks);
  model.options.set("features", features);
  model.options.set("heads", heads);
  model.options.set("dropout", dropout);
  return model;
}

inline ModelSpec model_of_width(const std::string& name, int width) {
  ModelSpec model{.name = name};
  model.options.set("width", width);
  return model;
}

}  // namespace imprint::test
