// SPDX-License-Identifier: GPL-3.0-or-later
// The commands that the program has, and what each declares.
#pragma once

#include <string>
#include <vector>

#include "app/cli/commands.h"
#include "tests/app/cli/command_line.h"

namespace imprint::test {

/// As program/main.cpp puts them together; `imprint-figure` is not to be found.
cli::CommandSet whole_program();

enum class ArgumentKind { text, number, path, folders, flag, repeated };

struct DeclaredArgument {
  std::string name;
  ArgumentKind kind = ArgumentKind::text;
  bool is_option() const { return name.starts_with("--"); }
};

std::vector<DeclaredArgument> declared_arguments(cli::Command& command);

/// Throws what the parser throws; the command does not run.
void parse_only(const std::vector<std::string>& words);

/// A whole line in this process.
Outcome run_words(const std::vector<std::string>& words);

}  // namespace imprint::test
