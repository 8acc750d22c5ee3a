// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/run_lock.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <chrono>
#include <thread>

#include "core/base/atomic_file.h"
#include "core/base/error.h"

namespace imprint {
namespace {

/// A write lock on the whole file. It belongs to the open file, not to the process, so that two in one
/// process exclude each other too.
struct flock whole_file_lock() {
  struct flock lock = {};
  lock.l_type = F_WRLCK;
  lock.l_whence = SEEK_SET;
  return lock;
}

bool is_held_elsewhere(const FileDescriptor& file) {
  struct flock lock = whole_file_lock();
  return ::fcntl(file.get(), F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
}

/// 0 while the owner has not yet written its pid.
int written_pid(const FileDescriptor& file) {
  const std::string text = file.read_at(0, 32);
  int pid = 0;
  std::from_chars(text.data(), text.data() + text.size(), pid);
  return pid;
}

int wait_for_pid(const FileDescriptor& file) {
  for (int attempt = 0; attempt < 50 && is_held_elsewhere(file); ++attempt) {
    if (const int pid = written_pid(file); pid != 0) return pid;
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  return 0;
}

[[noreturn]] void throw_in_use(const std::filesystem::path& lock_file, int pid) {
  throw InputError(lock_file.parent_path().string() + " is in use by process " +
                   (pid == 0 ? "(unknown)" : std::to_string(pid)));
}

}  // namespace

RunLock::RunLock(const std::filesystem::path& lock_file) : file_(lock_file, O_RDWR | O_CREAT) {
  struct flock lock = whole_file_lock();
  if (::fcntl(file_.get(), F_OFD_SETLK, &lock) != 0) {
    if (errno != EAGAIN && errno != EACCES) throw_file_error(errno, "lock", lock_file);
    throw_in_use(lock_file, wait_for_pid(file_));
  }
  file_.truncate(0);
  file_.write(std::to_string(::getpid()) + "\n");
}

RunLock::~RunLock() {
  // A pid that is left behind is harmless, since nobody holds the lock.
  if (file_.get() >= 0 && ::ftruncate(file_.get(), 0) != 0) return;
}

int lock_owner(const std::filesystem::path& lock_file) {
  std::error_code missing;
  if (!std::filesystem::exists(lock_file, missing)) return 0;
  const FileDescriptor file(lock_file, O_RDONLY);
  return is_held_elsewhere(file) ? wait_for_pid(file) : 0;
}

}  // namespace imprint
