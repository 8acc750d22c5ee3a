// SPDX-License-Identifier: GPL-3.0-or-later
// [SPEC] --out DIR of the commands on a sweep that is stored already.
#pragma once

#include <filesystem>
#include <optional>

#include "app/cli/command.h"
#include "app/workflow/sweep/sweep_directory.h"

namespace imprint::cli {

class StoredSweep {
 public:
  /// Declares SPEC, which isn't needed, and --out.
  void declare(Arguments& arguments, const std::string& help);
  /// The one in --out, if there is one; SPEC, which may be a pipe, is not read.
  std::optional<SweepSpec> stored() const;
  /// The sweep in --out. With SPEC, throws InputError when the folder holds another one.
  SweepDirectory open() const;

 private:
  std::filesystem::path spec_;
  std::filesystem::path directory_;
};

}  // namespace imprint::cli
