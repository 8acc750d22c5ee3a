// SPDX-License-Identifier: GPL-3.0-or-later
// SWEEP.toml with its --set overrides.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/cli/command.h"
#include "core/records/sweep_spec.h"

namespace imprint::cli {

class SweepArgument {
 public:
  /// Declares SPEC, --set and --grid.
  void declare(Arguments& arguments, Need need);
  bool is_given() const { return !path_.empty(); }
  /// Reads the file and applies the overrides. Throws InputError.
  SweepSpec load() const;

 private:
  std::filesystem::path path_;
  std::vector<std::string> overrides_;
  std::vector<std::string> axes_;
};

}  // namespace imprint::cli
