// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/model_facts.h"

namespace imprint {

std::vector<Kind> mlp_facts() {
  return {{.name = "mlp",
           .reads = {"precision.linear_granularity"},
           .tasks = {"image-classification"},
           .options = {hidden_layers_option()}}};
}

}  // namespace imprint
