// SPDX-License-Identifier: GPL-3.0-or-later
// Sets of commands. program/main.cpp puts together those that the program has; tests take those that they
// test.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/cli/command.h"
#include "core/schedule/run_cost.h"

namespace imprint::cli {

/// A first word that several commands share.
struct CommandGroup {
  std::string name;
  std::string summary;
};

/// In the order of --help.
struct CommandSet {
  std::vector<CommandGroup> groups;
  std::vector<std::unique_ptr<Command>> commands;
};

std::unique_ptr<Command> make_schedule_list_command();
std::unique_ptr<Command> make_schedule_show_command();
std::unique_ptr<Command> make_schedule_convert_command();
std::unique_ptr<Command> make_schedule_cost_command(MacsOfModel macs_of_model);
std::unique_ptr<Command> make_dataset_list_command();
std::unique_ptr<Command> make_dataset_show_command();
std::unique_ptr<Command> make_dataset_fetch_command();
std::unique_ptr<Command> make_model_list_command();
std::unique_ptr<Command> make_format_list_command();
std::unique_ptr<Command> make_format_show_command();
std::unique_ptr<Command> make_runs_list_command();
std::unique_ptr<Command> make_runs_show_command();
std::unique_ptr<Command> make_runs_compare_command();
std::unique_ptr<Command> make_runs_export_command();
std::unique_ptr<Command> make_runs_check_command();

/// Without `macs_of_model` `schedule cost` tells no bit operations.
void add_schedule_commands(CommandSet& set, MacsOfModel macs_of_model = {});
void add_runs_commands(CommandSet& set);
/// What specs choose between, as far as it is known without LibTorch.
void add_kind_commands(CommandSet& set);

}  // namespace imprint::cli
