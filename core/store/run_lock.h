// SPDX-License-Identifier: GPL-3.0-or-later
// At most one process works in a run directory. The kernel drops the lock when its owner dies, kill -9
// included.
#pragma once

#include <filesystem>

#include "core/base/file_descriptor.h"

namespace imprint {

class RunLock {
 public:
  /// Takes the lock and writes the own pid into the file, which it creates (not its folder). Throws
  /// InputError
  /// "<dir> is in use by process <pid>", JobError.
  explicit RunLock(const std::filesystem::path& lock_file);
  ~RunLock();
  RunLock(const RunLock&) = delete;
  RunLock& operator=(const RunLock&) = delete;

 private:
  FileDescriptor file_;
};

/// The pid of the process that holds the lock, 0 when nobody does.
int lock_owner(const std::filesystem::path& lock_file);

}  // namespace imprint
