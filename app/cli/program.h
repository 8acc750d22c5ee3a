// SPDX-License-Identifier: GPL-3.0-or-later
// The whole program `imprint` as a function, so that tests run it like a shell does.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "app/cli/commands.h"

namespace imprint::cli {

/// Runs one command line (`words` without the program's name) and returns the exit code. Throws nothing.
int run_program(const std::vector<std::string>& words, const CommandSet& set, std::ostream& out,
                std::ostream& err) noexcept;

}  // namespace imprint::cli
