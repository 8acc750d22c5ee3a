// SPDX-License-Identifier: GPL-3.0-or-later
// A stored run read from its directory, both arms.
#pragma once

#include <filesystem>
#include <string>

#include "app/studio/bridge/run_record.h"

namespace imprint::studio {

/// Throws InputError when the directory holds no readable run. Missing metrics, plan or comparison are no error: the
/// run may have been stopped before it had any.
RunRecord load_stored_run(const std::filesystem::path& directory);

/// A new directory's path below `root` for a run of that name: "2025-03-01_14-22-05_mnist-early-deficit", with a
/// number behind when it exists already. Creates nothing.
std::filesystem::path new_run_directory(const std::filesystem::path& root, const std::string& name);

}  // namespace imprint::studio
