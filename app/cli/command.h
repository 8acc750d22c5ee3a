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

#include <string>
#include <vector>

#include "app/cli/console.h"
#include "core/records/spec_fields.h"

namespace imprint::cli {

/// How a command is found and described.
struct CommandInfo {
  std::string path;      // "schedule show": the group, if any, and the name
  std::string summary;   // one sentence for lists and the first line of --help
  std::string examples;  // the lines below "Examples:" in --help, one command a line
};

enum class Need { optional, required };

/// Where a command declares what it takes. A target keeps the value it has as its default, and shows it in
/// --help. A target is a pointer to a bool, number, text or list of numbers and must outlive the parsing.
class Arguments {
 public:
  virtual ~Arguments() = default;
  /// `name` in capitals: "SPEC".
  virtual void positional(const std::string& name, FieldStorage target, const std::string& help,
                          Need need = Need::required) = 0;
  /// Any number of them, at the end of the line.
  virtual void positionals(const std::string& name, std::vector<std::string>& target, const std::string& help) = 0;
  /// `name` with its dashes, `value_name` in capitals: "--out", "DIR".
  virtual void option(const std::string& name, const std::string& value_name, FieldStorage target,
                      const std::string& help, Need need = Need::optional) = 0;
  /// True when given.
  virtual void flag(const std::string& name, bool& target, const std::string& help) = 0;
  /// May be given any number of times, one value each.
  virtual void repeated(const std::string& name, const std::string& value_name,
                        std::vector<std::string>& target, const std::string& help) = 0;
};

class Command {
 public:
  virtual ~Command() = default;
  virtual CommandInfo info() const = 0;
  virtual void declare(Arguments& arguments) = 0;
  /// Does the work and returns the exit code: 0, or one of exit_code.h for a job that ended otherwise but has
  /// told so itself.
  virtual int run(Console& console) = 0;
};

}  // namespace imprint::cli
