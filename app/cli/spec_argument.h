// SPDX-License-Identifier: GPL-3.0-or-later
// SPEC.toml with its --set overrides: what every command that takes an experiment begins with.
#pragma once

#include <string>
#include <vector>

#include "app/cli/command.h"
#include "core/records/experiment_spec.h"

namespace imprint::cli {

class SpecArgument {
 public:
  /// Declares SPEC and --set.
  void declare(Arguments& arguments, Need need = Need::required);
  bool is_given() const { return !path_.empty(); }
  /// Reads the file and applies the overrides in their order. Throws InputError. Does not check limits:
  /// require_valid does, for commands that need the whole spec.
  ExperimentSpec load() const;

 private:
  std::string path_;
  std::vector<std::string> overrides_;
};

}  // namespace imprint::cli
