// SPDX-License-Identifier: GPL-3.0-or-later
// The command line into one chosen command with its targets filled. The only part that knows CLI11.
#pragma once

#include <string>
#include <vector>

#include "app/cli/commands.h"

namespace imprint::cli {

struct ParsedLine {
  Command* command = nullptr;  // null: there is only `text` to print
  std::string text = {};       // the help or the version that was asked for
  bool incomplete = false;     // `text` is the help for a line that names no whole command
  bool wants_json = false;
};

/// `words` without the program's name. Throws InputError for an unknown command or flag (naming the nearest),
/// a missing argument and a wrong value.
ParsedLine parse_line(std::vector<std::string> words, const CommandSet& set);

}  // namespace imprint::cli
