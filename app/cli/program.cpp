// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/program.h"

#include <algorithm>
#include <ostream>

#include "app/cli/console.h"
#include "app/cli/exit_code.h"
#include "app/cli/parser.h"
#include "core/base/error.h"

namespace imprint::cli {
namespace {

int parse_and_run(const std::vector<std::string>& words, const CommandSet& set, Console& console) {
  const ParsedLine line = parse_line(words, set);
  console.set_wants_json(line.wants_json);
  if (line.command != nullptr) return line.command->run(console);
  if (line.incomplete && line.wants_json) throw InputError("no command is named; see imprint --help");
  if (!line.incomplete) {
    console.answer(line.text);
    return exit_success;
  }
  console.note(line.text);
  return exit_bad_input;
}

}  // namespace

int run_program(const std::vector<std::string>& words, const CommandSet& set, std::ostream& out,
                std::ostream& err) noexcept {
  Console console(out, err);
  // A line that cannot be parsed still answers in the form that was asked for.
  console.set_wants_json(std::find(words.begin(), words.end(), "--json") != words.end());
  try {
    return parse_and_run(words, set, console);
  } catch (...) {
    const ErrorReport report = report_of(std::current_exception());
    console.error(report.message);
    return report.exit_code;
  }
}

}  // namespace imprint::cli
