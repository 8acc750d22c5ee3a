// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workflow/model_macs.h"

#include "core/models/network.h"
#include "datasets/facts/dataset_facts.h"

namespace imprint {

ModelMacs model_macs(const ExperimentSpec& spec) {
  const DatasetFacts& facts = dataset_facts(spec.dataset.name);
  const ImageShape shape{facts.channels, facts.height, facts.width};
  return make_network(spec.model, shape, facts.classes, spec.seed)->macs();
}

}  // namespace imprint
