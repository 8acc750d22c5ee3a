// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/sweep/sweep_commands.h"

namespace imprint::cli {

void add_sweep_commands(CommandSet& set, const TrainSamplesOf& train_samples_of) {
  set.groups.push_back({"sweep", "Grids of runs with seeds: planned, executed with shared prefixes, reported"});
  set.commands.push_back(make_sweep_plan_command(train_samples_of));
  set.commands.push_back(make_sweep_run_command(train_samples_of));
  set.commands.push_back(make_sweep_status_command());
  set.commands.push_back(make_sweep_report_command());
}

}  // namespace imprint::cli
