// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/file_error.h"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <string>

namespace imprint {

bool means_disk_full(int error_number) {
  return error_number == ENOSPC || error_number == EDQUOT || error_number == EFBIG;
}

bool means_unsupported(int error_number) {
  return error_number == EINVAL || error_number == ENOSYS || error_number == EOPNOTSUPP;  // ENOTSUP is the same
}

void throw_file_error(int error_number, std::string_view action, const std::filesystem::path& path) {
  const std::string text = "cannot " + std::string(action) + " " + path.string() + ": ";
  if (error_number == EFBIG)
    throw DiskFullError(text +
                        "the disk is full: no larger file is allowed (ulimit -f, or the file system's own limit)");
  if (means_disk_full(error_number))
    throw DiskFullError(text + "the disk is full; free some space (a stored run or sweep then goes on with --resume)");
  throw FileError(text + std::strerror(error_number));
}

void hear_of_file_size_limits() { std::signal(SIGXFSZ, SIG_IGN); }

}  // namespace imprint
