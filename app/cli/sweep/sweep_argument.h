// SPDX-License-Identifier: GPL-3.0-or-later
// SWEEP.toml with its --set overrides.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/cli/command.h"
#include "core/spec/sweep_spec.h"

namespace imprint::cli {

/// A sweep's file that a person names, which may be a pipe; its data's folder is made whole, so that the sweep can be
/// continued from any working directory. Throws InputError.
SweepSpec read_named_sweep(const std::filesystem::path& file);

class SweepArgument {
 public:
  /// Declares SPEC, --set, --grid and --order.
  void declare(Arguments& arguments, Need need);
  bool is_given() const { return !path_.empty(); }
  /// Reads the file and applies the overrides. Throws InputError.
  SweepSpec load() const;

 private:
  std::filesystem::path path_;
  std::vector<std::string> overrides_;
  std::vector<std::string> axes_;
  std::string order_;
};

}  // namespace imprint::cli
