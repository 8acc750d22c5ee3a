// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fields/field_makers.h"
#include "core/models/model_facts.h"

namespace imprint {

using namespace field_makers;

std::vector<Kind> gcn_facts() {
  return {{.name = "gcn",
           .reads = {"precision.linear_granularity"},
           .tasks = {"node-classification"},
           .options = {hidden_layers_option(),
                       dropout_option(),
                       input_dropout_option(),
                       {choice({"normalisation", "Normalisation"}, {}, {"none", "graph"},
                               "gcn only: graph normalises hidden features over all nodes and features together."),
                        std::string("none"), nullptr, "is for model.name = gcn only"},
                       {flag({"quantize_aggregation", "Quantize aggregation"}, {},
                             "gcn only: what is summed over neighbours is rounded as activations are."),
                        false, nullptr, "is for model.name = gcn only"}}}};
}

}  // namespace imprint
