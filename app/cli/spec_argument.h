// SPDX-License-Identifier: GPL-3.0-or-later
// SPEC.toml with its --set overrides: what every command that takes an experiment begins with.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/cli/command.h"
#include "core/spec/experiment_spec.h"

namespace imprint::cli {

class SpecArgument {
 public:
  /// Declares SPEC and --set.
  void declare(Arguments& arguments, Need need = Need::required);
  bool is_given() const { return !path_.empty(); }
  /// Reads the file and applies the overrides in their order. Throws InputError. Does not check limits:
  /// require_valid does, for commands that need the whole spec.
  ExperimentSpec load() const;
  const std::vector<std::string>& overrides() const { return overrides_; }

 private:
  std::filesystem::path path_;
  std::vector<std::string> overrides_;
};

/// Throws InputError for an override of a field that `command` does not read: none of `read` is its name or its table
/// ("probe."). `purpose` says what would be measured instead: "curvature is that of the fp32 weights".
void refuse_unread_fields(const std::vector<std::string>& overrides, const std::vector<std::string>& read,
                          const std::string& command, const std::string& purpose);

}  // namespace imprint::cli
