// SPDX-License-Identifier: GPL-3.0-or-later
// The runs that a command names: directories, or folders that hold some.
#pragma once

#include <filesystem>
#include <vector>

namespace imprint::cli {

/// Each of `named` that is a run directory stands for itself, any other folder for the runs within it, oldest first;
/// none at all means where `runs list` looks. Throws InputError for what is no folder, and when no run is found.
std::vector<std::filesystem::path> chosen_runs(const std::vector<std::filesystem::path>& named);

}  // namespace imprint::cli
