// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/model_facts.h"

namespace imprint {

std::vector<Kind> rnn_facts() {
  return {{.name = "rnn",
           .reads = {"precision.linear_granularity"},
           .tasks = {"language-modelling"},
           .options = {hidden_layers_option()}}};
}

}  // namespace imprint
