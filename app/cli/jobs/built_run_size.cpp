// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/jobs/job_commands.h"
#include "app/workflow/model_macs.h"
#include "datasets/dataset_facts.h"

namespace imprint::cli {

RunSize built_run_size(const ExperimentSpec& spec) { return {published_train_images(spec.dataset), model_macs(spec)}; }

}  // namespace imprint::cli
