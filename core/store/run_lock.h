// SPDX-License-Identifier: GPL-3.0-or-later
// At most one process works in a run directory. The kernel drops the lock when its owner dies, kill -9
// included.
//
// Some cluster file systems know no locks (Lustre mounted without `flock`: ENOSYS). There a run goes on without one,
// after a warning; whether its owner lives is then told by the pid and the host in the file and the heartbeat in
// status.json.
#pragma once

#include <filesystem>
#include <string>

#include "core/base/file_descriptor.h"

namespace imprint {

class RunLock {
 public:
  /// Takes the lock and writes the own pid and host into the file, which it creates (not its folder). Throws InputError
  /// "<dir> is in use by process <pid>", JobError.
  explicit RunLock(const std::filesystem::path& lock_file);
  ~RunLock();
  RunLock(const RunLock&) = delete;
  RunLock& operator=(const RunLock&) = delete;

  /// Why there is no real lock; empty when there is.
  const std::string& problem() const { return problem_; }

 private:
  FileDescriptor file_;
  std::string problem_;
};

/// The pid of the process that holds the lock, 0 when nobody does. Without locks: of the one that wrote itself into the
/// file and lives (on this host), or whose status.json is not older than `unlocked_heartbeat_seconds` (on another).
int lock_owner(const std::filesystem::path& lock_file);

/// Long evaluations and probes write no heartbeat.
inline constexpr double unlocked_heartbeat_seconds = 600;

}  // namespace imprint
