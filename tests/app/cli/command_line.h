// SPDX-License-Identifier: GPL-3.0-or-later
// Runs a command line in this process and keeps what it wrote.
#pragma once

#include <string>
#include <vector>

#include "app/cli/commands.h"

namespace imprint::test {

struct Outcome {
  int exit_code = 0;
  std::string out = {};
  std::string err = {};
};

Outcome run_words(const cli::CommandSet& set, const std::vector<std::string>& words);

/// `line` is split at blanks.
Outcome run_line(const cli::CommandSet& set, const std::string& line);

/// With the schedule and runs commands.
Outcome run_line(const std::string& line);

}  // namespace imprint::test
