// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/model_facts.h"

namespace imprint {

std::vector<Kind> lstm_facts() {
  return {{.name = "lstm",
           .reads = {"precision.linear_granularity"},
           .tasks = {"language-modelling"},
           .options = {hidden_layers_option(), dropout_option()}}};
}

}  // namespace imprint
