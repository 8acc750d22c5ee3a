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
                 "Models of linear layers (mlp, rnn): units of each hidden layer."),
          std::vector<int>{256, 256}, nullptr, "is for models of linear layers (mlp, rnn) only"};
}

Option width_option() {
  return {number({"width", "Width", "channels"}, {}, within(1, 1024),
                 "Convolutional networks: channels of the first stage."),
          16};
}

}  // namespace imprint
