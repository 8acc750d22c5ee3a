// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/model_facts.h"

#include <algorithm>
#include <iterator>

#include "core/fields/field_makers.h"

namespace imprint {

using namespace field_makers;

std::vector<Kind> kinds_of_models() {
  std::vector<Kind> kinds;
#define IMPRINT_APPEND(family) std::ranges::move(family##_facts(), std::back_inserter(kinds));
  IMPRINT_MODELS(IMPRINT_APPEND)
#undef IMPRINT_APPEND
  return kinds;
}

Option hidden_layers_option() {
  return {number({"hidden", "Hidden layers", "units"}, {}, within(1, 65536),
                 "Models without convolutions of images: units of each hidden layer."),
          std::vector<int>{256, 256}, nullptr, "is for models without convolutions of images only"};
}

Option width_option() {
  return {number({"width", "Width", "channels"}, {}, within(1, 1024),
                 "Convolutional networks: channels of the first stage."),
          16};
}

Option width_multiplier_option() {
  return {number({"width_multiplier", "Width", "x"}, {}, within(0.01, 8),
                 "Networks of published sizes: all channels are those of the paper times this, rounded."),
          1.0, nullptr, "is for networks of published sizes only"};
}

Option dropout_option() {
  return {number({"dropout", "Dropout"}, {}, from_below(0, 1),
                 "Share of the features that every training step drops at random, the others scaled up; 0 = none."),
          0.0, nullptr, "is for models that have dropout only"};
}

Option input_dropout_option() {
  return {number({"input_dropout", "Dropout of inputs"}, {}, from_below(0, 1),
                 "Graphs: share of the numbers that are read of nodes which every training step drops; 0 = none."),
          0.0, nullptr, "is for models of graphs only"};
}

}  // namespace imprint
