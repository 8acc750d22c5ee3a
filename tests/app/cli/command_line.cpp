// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli/command_line.h"

#include <sstream>

#include "app/cli/program.h"

namespace imprint::test {

Outcome run_words(const cli::CommandSet& set, const std::vector<std::string>& words) {
  std::ostringstream out, err;
  const int exit_code = cli::run_program(words, set, out, err);
  return {exit_code, out.str(), err.str()};
}

Outcome run_line(const cli::CommandSet& set, const std::string& line) {
  std::istringstream stream(line);
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  return run_words(set, words);
}

Outcome run_line(const std::string& line) {
  cli::CommandSet set;
  cli::add_schedule_commands(set);
  cli::add_runs_commands(set);
  return run_line(set, line);
}

}  // namespace imprint::test
