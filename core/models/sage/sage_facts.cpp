// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/model_facts.h"

namespace imprint {

std::vector<Kind> sage_facts() {
  return {{.name = "sage",
           .reads = {"precision.linear_granularity"},
           .tasks = {"node-classification"},
           .options = {hidden_layers_option(), dropout_option(), input_dropout_option()}}};
}

}  // namespace imprint
