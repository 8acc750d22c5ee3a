// SPDX-License-Identifier: GPL-3.0-or-later
// What is known of models without building one. No torch here.
#pragma once

#include <vector>

#include "core/models/model_list.h"
#include "core/spec/kinds.h"

namespace imprint {

#define IMPRINT_FACTS(family) std::vector<Kind> family##_facts();
IMPRINT_MODELS(IMPRINT_FACTS)
#undef IMPRINT_FACTS

/// The choices of model.name.
std::vector<Kind> kinds_of_models();

// Options that several families have.

/// "hidden", std::vector<int>: units of each hidden layer.
Option hidden_layers_option();
/// "width", int: channels of the first stage.
Option width_option();
/// "width_multiplier", double: of the channels that were published.
Option width_multiplier_option();
/// "dropout", double: share of the features that a training step drops.
Option dropout_option();
/// "input_dropout", double: the same of the features that are read.
Option input_dropout_option();

}  // namespace imprint
