// SPDX-License-Identifier: GPL-3.0-or-later
// A folder of runs and a sweep as an enemy would pack them, beside files of the user's that nothing may touch.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "tests/support/temporary_folder.h"

namespace imprint::test {

class HostileFolders {
 public:
  /// Trains one tiny run and copies it for each case. Takes a second.
  HostileFolders();
  /// Copies a sweep that was planned for sweep_spec() for each case.
  void pack_sweeps(const std::filesystem::path& planned);

  std::filesystem::path root() const { return folder_ / "root"; }        // the folder of runs, hostile all through
  std::filesystem::path scratch() const { return folder_ / "scratch"; }  // where commands may write
  std::filesystem::path sweep_spec() const { return folder_ / "sweep.toml"; }
  const std::vector<std::filesystem::path>& runs() const { return runs_; }
  const std::vector<std::filesystem::path>& sweeps() const { return sweeps_; }
  const std::vector<std::filesystem::path>& specs() const { return specs_; }
  const std::vector<std::filesystem::path>& recipes() const { return recipes_; }

  /// Every file outside of root() and scratch() by its path: content, size and permissions.
  std::map<std::string, std::string> what_must_stay() const;

 private:
  void pack_links();
  void pack_pipes_and_folders();
  void pack_texts();
  void pack_specs();

  std::filesystem::path outside() const { return folder_ / "outside"; }
  std::filesystem::path sentinel() const { return outside() / "sentinel"; }
  /// A copy of the good run that looks as if it had been stopped in its second half.
  std::filesystem::path copy_of_run(const std::string& name);
  void put(const std::filesystem::path& file, const std::string& text) const;

  TemporaryFolder folder_;
  std::vector<std::filesystem::path> runs_, sweeps_, specs_, recipes_;
};

}  // namespace imprint::test
