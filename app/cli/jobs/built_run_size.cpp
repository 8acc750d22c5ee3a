// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "app/cli/jobs/job_commands.h"
#include "app/workflow/model_macs.h"
#include "datasets/dataset_facts.h"

namespace imprint::cli {

RunSize built_run_size(const ExperimentSpec& spec) {
  const DatasetFacts& facts = dataset_facts(spec.dataset.name);
  const std::int64_t limit = spec.dataset.train_limit;
  return {limit > 0 ? std::min(limit, facts.train_images) : facts.train_images,
          model_macs_per_image(spec)};
}

}  // namespace imprint::cli
