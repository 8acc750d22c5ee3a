// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workflow/model_macs.h"

#include "core/models/network.h"
#include "datasets/facts/dataset_facts.h"

namespace imprint {

ModelMacs model_macs(const ExperimentSpec& spec) {
  return make_network(spec.model, facts_of(spec.dataset).shape, spec.seed)->macs();
}

}  // namespace imprint
