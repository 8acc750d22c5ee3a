// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/durable_folder.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>

#include "core/base/file_error.h"
#include "core/base/warn_once.h"

namespace imprint {
namespace {

namespace fs = std::filesystem;

bool is_folder(const fs::path& path) {
  std::error_code error;
  return fs::is_directory(path, error);
}

fs::path folder_of(const fs::path& path) { return path.has_parent_path() ? path.parent_path() : fs::path("."); }

void create_level(const fs::path& folder) {
  if (::mkdir(folder.c_str(), 0777) != 0) {
    const int error = errno;
    if (error != EEXIST || !is_folder(folder)) throw_file_error(error, "create", folder);
  }
  sync_folder(folder_of(folder));  // if another process made it, it may be about to
}

}  // namespace

void create_folders_durably(const fs::path& folder) {
  if (folder.empty() || is_folder(folder)) return;
  if (!folder.has_filename()) return create_folders_durably(folder.parent_path());  // "a/b/"
  create_folders_durably(folder.parent_path());
  create_level(folder);
}

void sync_folder(const fs::path& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) {
    // A folder that may be written but not listed is allowed; its names then reach the disk in the system's own time.
    if (errno != EACCES && errno != EPERM) throw_file_error(errno, "open", folder);
    return warn_once(folder.string() + " can't be opened for reading: a power cut may cost its newest files");
  }
  try {
    sync_descriptor(descriptor, folder);
  } catch (...) {
    ::close(descriptor);
    throw;
  }
  ::close(descriptor);
}

void sync_descriptor(int descriptor, const fs::path& path) {
  int error = 0;
  do {
    if (::fsync(descriptor) == 0) return;
    error = errno;
  } while (error == EINTR);
  if (!means_unsupported(error)) throw_file_error(error, "force to the disk", path);
  static std::atomic<bool> is_told = false;  // once for all folders
  if (is_told.exchange(true)) return;
  warn_once("the file system of " + folder_of(path).string() +
            " can't force files to the disk (fsync): a power cut may cost the newest of them");
}

}  // namespace imprint
