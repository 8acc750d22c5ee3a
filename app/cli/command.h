// SPDX-License-Identifier: GPL-3.0-or-later
// One subcommand of `imprint`: parse -> job -> exit code, in a file of about 40 lines.
//
// To add `imprint colour mix`:
//   1. colour_mix.cpp: a class that derives from Command, with its options as members, and at the end
//      std::unique_ptr<Command> make_colour_mix_command() { return std::make_unique<ColourMix>(); }
//   2. its declaration in a header and one line set.commands.push_back(...) in a function like those of
//   commands.cpp,
//      with one set.groups.push_back(...) if the group "colour" is new; program/main.cpp calls that function.
//   Commands that need LibTorch live in jobs/, so that this folder and its tests build without it.
//
// --help (with info().examples), --json, unknown flags with their nearest name, wrong values, errors and exit
// codes are the frame's: a command throws InputError, JobError or CancelledError (core/base/error.h) and
// prints through its Console. Neither LibTorch nor CLI11 is in these headers.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/cli/console.h"
#include "core/spec/spec_fields.h"

namespace imprint::cli {

/// How a command is found and described.
struct CommandInfo {
  std::string path;      // "schedule show": the group, if any, and the name
  std::string summary;   // one sentence for lists and the first line of --help
  std::string examples;  // the lines below "Examples:" in --help, one command a line
};

enum class Need { optional, required };

/// What a path is for. input: a file that is read, where - stands for standard input; output: a file that is written;
/// folder: one that is read or made.
enum class PathUse { input, output, folder };

struct NumberLimits {
  double minimum = 0, maximum = 0;  // both inclusive
};

/// Where a command declares what it takes. A target keeps the value it has as its default, and shows it in
/// --help. A target is a pointer to a bool, number, text or list of numbers and must outlive the parsing. An argument
/// that is empty, or an option that takes one value and is given twice, is refused.
class Arguments {
 public:
  virtual ~Arguments() = default;
  /// `name` in capitals: "NAME".
  virtual void positional(const std::string& name, FieldStorage target, const std::string& help,
                          Need need = Need::required) = 0;
  /// `name` with its dashes, `value_name` in capitals: "--period", "RULE".
  virtual void option(const std::string& name, const std::string& value_name, FieldStorage target,
                      const std::string& help, Need need = Need::optional) = 0;
  /// A number within limits.
  virtual void number(const std::string& name, const std::string& value_name, FieldStorage target, NumberLimits limits,
                      const std::string& help) = 0;
  /// A path as positional ("SPEC"), `~` expanded.
  virtual void path(const std::string& name, PathUse use, std::filesystem::path& target, const std::string& help,
                    Need need = Need::required) = 0;
  /// A path as option ("--out", "DIR"), `~` expanded.
  virtual void path_option(const std::string& name, const std::string& value_name, PathUse use,
                           std::filesystem::path& target, const std::string& help, Need need = Need::optional) = 0;
  /// Any number of folders at the end of the line, `~` expanded.
  virtual void folders(const std::string& name, std::vector<std::filesystem::path>& target,
                       const std::string& help) = 0;
  /// True when given.
  virtual void flag(const std::string& name, bool& target, const std::string& help) = 0;
  /// May be given any number of times, one value each.
  virtual void repeated(const std::string& name, const std::string& value_name, std::vector<std::string>& target,
                        const std::string& help) = 0;
};

/// A way to use a command, chosen by what was given: "with --resume".
struct Mode {
  std::string name = {};                // ends "--set is not read ..."; empty: every argument is read
  std::vector<std::string> reads = {};  // the names of the arguments that are, --json aside
  std::string reason = {};              // why no others: "the stored spec is continued as it is"
};

class Command {
 public:
  virtual ~Command() = default;
  virtual CommandInfo info() const = 0;
  virtual void declare(Arguments& arguments) = 0;
  /// Asked once the targets are filled. An argument that was given and that the mode does not read is refused: nothing
  /// is ever accepted without an effect. A new argument is unread in every mode until it is named there.
  virtual Mode mode() const { return {}; }
  /// Does the work and returns the exit code: 0, or one of exit_code.h for a job that ended otherwise but has
  /// told so itself.
  virtual int run(Console& console) = 0;
};

}  // namespace imprint::cli
