// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"

#include <utility>

namespace imprint::cli {

void add_schedule_commands(CommandSet& set, MacsOfModel macs_of_model) {
  set.groups.push_back({"schedule", "Precision schedules: their bits at every iteration and their cost"});
  set.commands.push_back(make_schedule_list_command());
  set.commands.push_back(make_schedule_show_command());
  set.commands.push_back(make_schedule_convert_command());
  set.commands.push_back(make_schedule_cost_command(std::move(macs_of_model)));
}

void add_kind_commands(CommandSet& set) {
  set.groups.push_back({"dataset", "Datasets: which there are, fetching them, and whether their files are whole"});
  set.commands.push_back(make_dataset_list_command());
  set.commands.push_back(make_dataset_show_command());
  set.commands.push_back(make_dataset_fetch_command());
  set.groups.push_back({"model", "Models: which there are, and their layers"});
  set.commands.push_back(make_model_list_command());
  set.groups.push_back({"format", "Number formats: which there are, and what they can hold"});
  set.commands.push_back(make_format_list_command());
  set.commands.push_back(make_format_show_command());
}

void add_runs_commands(CommandSet& set) {
  set.groups.push_back({"runs", "The stored runs"});
  set.commands.push_back(make_runs_list_command());
  set.commands.push_back(make_runs_show_command());
  set.commands.push_back(make_runs_compare_command());
  set.commands.push_back(make_runs_export_command());
  set.commands.push_back(make_runs_check_command());
}

}  // namespace imprint::cli
