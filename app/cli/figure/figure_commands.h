// SPDX-License-Identifier: GPL-3.0-or-later
// The command `imprint figure`.
#pragma once

#include <filesystem>

#include "app/cli/commands.h"

namespace imprint::cli {

/// `painter_program` draws pdf, svg and png; where it is missing, the command writes the rest of the bundle by itself.
std::unique_ptr<Command> make_figure_command(std::filesystem::path painter_program);

/// The imprint-figure beside the running program, or where it would be.
std::filesystem::path figure_program();

void add_figure_commands(CommandSet& set, const std::filesystem::path& painter_program = figure_program());

}  // namespace imprint::cli
