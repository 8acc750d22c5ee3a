// SPDX-License-Identifier: GPL-3.0-or-later
// Files that are there whole or not at all, whenever the process or the machine stops.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "core/base/file_error.h"

namespace imprint {

/// Replaces `path` by `content`: temporary file in the same folder, fsync, rename, fsync of the folder.
/// Throws DiskFullError (the old file stays) or JobError with the path and the system's reason.
void write_file_atomically(const std::filesystem::path& path, std::string_view content);

/// The whole file. Throws InputError with the path and the reason (missing, a folder, not readable).
std::string read_whole_file(const std::filesystem::path& path);

/// `~` and `~/x` become the user's home folder; other paths are returned as they are.
std::filesystem::path expand_home(const std::string& path);

}  // namespace imprint
