// SPDX-License-Identifier: GPL-3.0-or-later
// Whole files, read and written. Two families: files inside a folder that Imprint keeps, where no link is followed, and
// files that a person names, where links are.
#pragma once

#include <cstdint>
#include <filesystem>
#include <limits>
#include <string>
#include <string_view>

#include "core/base/file_descriptor.h"
#include "core/base/file_error.h"
#include "core/base/user_folders.h"

namespace imprint {

inline constexpr std::int64_t any_size = std::numeric_limits<std::int64_t>::max();

/// Replaces the file `path` of a run folder by `content`, so that it is there whole or not at all whenever the process
/// or the machine stops: temporary file in the same folder, fsync, rename, fsync of the folder. A link at `path` is
/// replaced itself. Throws DiskFullError (the old file stays) or JobError with the path and the system's reason.
void write_file_atomically(const std::filesystem::path& path, std::string_view content);

/// Writes a file that a person has named. A link leads to its target, which is replaced as above and keeps its
/// permissions; a pipe or a device (/dev/null, /dev/stdout, /dev/fd/N) is written straight into. Throws InputError for
/// a folder and for links in a circle, else as above.
void write_named_file(const std::filesystem::path& path, std::string_view content);

/// The whole of a file that a person or a spec names; links are followed. Throws InputError with the path and the
/// reason: missing, no regular file, not readable, larger than `largest` bytes.
std::string read_whole_file(const std::filesystem::path& path, std::int64_t largest = any_size);

/// The same for a file of a run folder, where a link is refused (OpenRule::inside).
std::string read_file_inside(const std::filesystem::path& path, std::int64_t largest = any_size);

/// The same for an argument of a command, which may be a pipe: /dev/stdin, <(...).
std::string read_argument(const std::filesystem::path& path, std::int64_t largest = any_size);

}  // namespace imprint
