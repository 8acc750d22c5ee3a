// SPDX-License-Identifier: GPL-3.0-or-later
// What a power cut leaves of a folder, after a program ran with the library of faulty files and a shadow folder.
#pragma once

#include <filesystem>

namespace imprint::test {

enum class PowerCut {
  all_unsynced,  // names and contents are those that fsync has forced to the disk
  contents,      // the names are all there, as some file systems have them; contents only as far as fsync went
};

/// Puts into `after` (a new folder) what is left of `root`.
void restore_durable(const std::filesystem::path& root, const std::filesystem::path& shadow,
                     const std::filesystem::path& after, PowerCut cut);

}  // namespace imprint::test
