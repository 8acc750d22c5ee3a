// SPDX-License-Identifier: GPL-3.0-or-later
// What a failed call of the file system means.
#pragma once

#include <filesystem>
#include <string_view>

#include "core/base/error.h"

namespace imprint {

/// The file system refused a call for another reason than a lack of room: EIO, EACCES, EROFS, ESTALE, ...
class FileError : public JobError {
 public:
  using JobError::JobError;
};

/// ENOSPC, EDQUOT, and EFBIG (the process's limit on a file's size, `ulimit -f`): nothing more goes in.
bool means_disk_full(int error_number);

/// EINVAL, ENOSYS, ENOTSUP, ...: the file system does not know the call at all. Nothing is wrong with the file.
bool means_unsupported(int error_number);

/// Throws DiskFullError when the number means so, FileError otherwise: "cannot <action> <path>: <reason>".
[[noreturn]] void throw_file_error(int error_number, std::string_view action, const std::filesystem::path& path);

/// From here on a write beyond `ulimit -f` fails with EFBIG, where SIGXFSZ would end the process. Every program calls
/// it first.
void hear_of_file_size_limits();

}  // namespace imprint
