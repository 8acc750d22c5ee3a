// SPDX-License-Identifier: GPL-3.0-or-later
// Sets of commands. program/main.cpp puts together those that the program has; tests take those that they
// test.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/cli/command.h"
#include "app/cli/run_size.h"

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
std::unique_ptr<Command> make_schedule_cost_command(RunSizeOf run_size_of);
std::unique_ptr<Command> make_runs_list_command();
std::unique_ptr<Command> make_runs_show_command();
std::unique_ptr<Command> make_runs_compare_command();
std::unique_ptr<Command> make_runs_export_command();
std::unique_ptr<Command> make_runs_check_command();

/// `run_size_of` lets `schedule cost` know the data and the model.
void add_schedule_commands(CommandSet& set, RunSizeOf run_size_of = published_run_size);
void add_runs_commands(CommandSet& set);

}  // namespace imprint::cli
