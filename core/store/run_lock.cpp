// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/run_lock.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <csignal>
#include <cstring>
#include <ctime>
#include <limits>
#include <thread>
#include <vector>

#include "core/base/error.h"
#include "core/base/file_error.h"
#include "core/base/text.h"
#include "core/base/warn_once.h"

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

enum class Held { no, yes, unknown };

/// ENOLCK: the lock daemon of NFS is away.
bool means_no_locks(int error_number) { return means_unsupported(error_number) || error_number == ENOLCK; }

Held is_held_elsewhere(const FileDescriptor& file) {
  struct flock lock = whole_file_lock();
  if (::fcntl(file.get(), F_OFD_GETLK, &lock) == 0) return lock.l_type == F_UNLCK ? Held::no : Held::yes;
  return means_no_locks(errno) ? Held::unknown : Held::no;
}

std::string host_name() {
  std::array<char, 256> name = {};
  return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "";
}

/// What the file says: "4711\nnode12\n". A pid of 0 while the owner has not yet written it; no host in files of before.
struct WrittenOwner {
  int pid = 0;
  std::string host;
};

WrittenOwner written_owner(const FileDescriptor& file) {
  const std::vector<std::string> lines = split(file.read_at(0, 300), '\n');
  WrittenOwner owner;
  std::from_chars(lines[0].data(), lines[0].data() + lines[0].size(), owner.pid);
  if (lines.size() > 1) owner.host = lines[1];
  return owner;
}

int wait_for_pid(const FileDescriptor& file) {
  for (int attempt = 0; attempt < 50 && is_held_elsewhere(file) == Held::yes; ++attempt) {
    if (const int pid = written_owner(file).pid; pid != 0) return pid;
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  return 0;
}

double seconds_since(const std::filesystem::path& file) {
  struct stat status = {};
  if (::stat(file.c_str(), &status) != 0) return std::numeric_limits<double>::infinity();
  return std::difftime(std::time(nullptr), status.st_mtim.tv_sec);
}

/// Without locks: whoever has written itself into the file and left no sign of its end.
int unlocked_owner(const FileDescriptor& file) {
  const WrittenOwner owner = written_owner(file);
  if (owner.pid <= 0) return 0;
  const bool is_here = owner.host == host_name();
  const bool lives = is_here ? ::kill(owner.pid, 0) == 0 || errno == EPERM
                             : seconds_since(file.path().parent_path() / "status.json") < unlocked_heartbeat_seconds;
  return lives ? owner.pid : 0;
}

int owner_of(const FileDescriptor& file) {
  switch (is_held_elsewhere(file)) {
    case Held::no: return 0;
    case Held::yes: return wait_for_pid(file);
    case Held::unknown: return unlocked_owner(file);
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
    const int error = errno;
    if (error == EAGAIN || error == EACCES) throw_in_use(lock_file, wait_for_pid(file_));
    if (!means_no_locks(error)) throw_file_error(error, "lock", lock_file);
    if (const int pid = unlocked_owner(file_); pid != 0) throw_in_use(lock_file, pid);
    problem_ = "the file system of " + lock_file.parent_path().string() + " knows no locks (" + std::strerror(error) +
               "): see to it that no second process works there";
    warn_once(problem_);
  }
  file_.truncate(0);
  file_.write(std::to_string(::getpid()) + "\n" + host_name() + "\n");
}

RunLock::~RunLock() {
  // A pid that is left behind is harmless, since nobody holds the lock.
  if (file_.get() >= 0 && ::ftruncate(file_.get(), 0) != 0) return;
}

int lock_owner(const std::filesystem::path& lock_file) {
  std::error_code missing;
  if (!std::filesystem::exists(lock_file, missing)) return 0;
  return owner_of(FileDescriptor(lock_file, O_RDONLY));
}

}  // namespace imprint
