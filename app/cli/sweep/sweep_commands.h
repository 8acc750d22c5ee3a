// SPDX-License-Identifier: GPL-3.0-or-later
// The commands `imprint sweep ...`. None needs LibTorch: runs are processes of their own.
#pragma once

#include "app/cli/commands.h"
#include "app/workflow/sweep/sweep_plan.h"

namespace imprint::cli {

std::unique_ptr<Command> make_sweep_plan_command(TrainSamplesOf train_samples_of);
std::unique_ptr<Command> make_sweep_run_command(TrainSamplesOf train_samples_of);
std::unique_ptr<Command> make_sweep_status_command();
std::unique_ptr<Command> make_sweep_report_command();

/// `train_samples_of` counts the samples that a run would train on.
void add_sweep_commands(CommandSet& set, const TrainSamplesOf& train_samples_of);

}  // namespace imprint::cli
