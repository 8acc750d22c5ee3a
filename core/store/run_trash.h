// SPDX-License-Identifier: GPL-3.0-or-later
// The trash of a runs root: ROOT/.trash/<name>-<n>/. A run that lies there is whole, trashed.json in it says where it
// came from, and it comes back by a rename.
#pragma once

#include <filesystem>
#include <vector>

namespace imprint {

/// Moves a run below `root` to the trash and returns where it lies now. Throws InputError "<dir> is in use by process
/// <pid>", when the run is gone, or when it is `root` itself or not below it; JobError with the system's reason. A
/// run that could not be moved stays as it was.
std::filesystem::path move_to_trash(const std::filesystem::path& root, const std::filesystem::path& directory);

/// Moves it back to where it came from, under a free name "<name>-2" when that place is taken, and returns where it
/// is. `trashed` is its directory in the trash. Throws InputError, JobError.
std::filesystem::path restore_from_trash(const std::filesystem::path& root, const std::filesystem::path& trashed);

/// Where the run came from, relative to the root; its bare name when trashed.json is missing or damaged.
std::filesystem::path trash_origin(const std::filesystem::path& trashed);

/// The runs in the trash, in no order.
std::vector<std::filesystem::path> find_trashed(const std::filesystem::path& root);

/// Deletes for good every run in the trash that nobody uses, and returns how many. Throws JobError with the first that
/// could not be deleted, after having tried them all.
int empty_trash(const std::filesystem::path& root);

}  // namespace imprint
