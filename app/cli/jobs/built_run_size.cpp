// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "app/cli/jobs/job_commands.h"
#include "core/models/network.h"
#include "datasets/dataset_facts.h"

namespace imprint::cli {

RunSize built_run_size(const ExperimentSpec& spec) {
  const DatasetFacts& facts = dataset_facts(spec.dataset.name);
  const ImageShape shape{facts.channels, facts.height, facts.width};
  const std::int64_t limit = spec.dataset.train_limit;
  return {limit > 0 ? std::min(limit, facts.train_images) : facts.train_images,
          make_network(spec.model, shape, facts.classes, spec.seed)->macs_per_image()};
}

}  // namespace imprint::cli
