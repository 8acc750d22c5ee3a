// SPDX-License-Identifier: GPL-3.0-or-later
// A library to be preloaded (LD_PRELOAD): it counts the file calls of a program below one folder and lets the k-th
// fail, or kills the program at it. Productive code knows nothing of it. Read from the environment:
//
//   FAULT_ROOT     the folder; calls elsewhere pass
//   FAULT_TRACE    a file that gets one line a call: "name path"
//   FAULT_AT       the number of the call at which it happens, from 1; 0 or absent = never
//   FAULT_DO       EIO | ENOSPC | EFBIG: the call fails with that, and so do the FAULT_TIMES - 1 next ones; kill:
//   SIGKILL FAULT_SHADOW   a folder that keeps what fsync has made durable: "f-INODE" a file's content, "d-INODE" a
//   folder's names FAULT_NO_LOCKS, FAULT_NO_FSYNC   locks fail with ENOSYS, fsync with EINVAL, as some cluster file
//   systems do
#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

namespace {

thread_local bool is_inside = false;  // calls of this library itself

class Inside {
 public:
  Inside() : was_(is_inside) { is_inside = true; }
  ~Inside() { is_inside = was_; }
  Inside(const Inside&) = delete;
  Inside& operator=(const Inside&) = delete;

 private:
  bool was_;
};

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

struct Plan {
  std::string root = variable("FAULT_ROOT");
  std::string trace = variable("FAULT_TRACE");
  std::string shadow = variable("FAULT_SHADOW");
  std::string action = variable("FAULT_DO");
  long at = std::atol(variable("FAULT_AT").c_str());
  long times = std::max(1L, std::atol(variable("FAULT_TIMES").c_str()));
  bool has_no_locks = !variable("FAULT_NO_LOCKS").empty();
  bool has_no_fsync = !variable("FAULT_NO_FSYNC").empty();

  int error() const { return action == "ENOSPC" ? ENOSPC : action == "EFBIG" ? EFBIG : EIO; }
};

const Plan& plan() {
  static const Plan instance;
  return instance;
}

std::atomic<long> calls = 0;

template <class Function>
Function* real(const char* name) {
  return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

std::string absolute(const char* path) {
  if (path == nullptr || path[0] == '/') return path == nullptr ? "" : path;
  char folder[PATH_MAX];
  return ::getcwd(folder, sizeof folder) == nullptr ? "" : std::string(folder) + "/" + path;
}

std::string path_of(int descriptor) {
  char target[PATH_MAX];
  const ssize_t length = ::readlink(("/proc/self/fd/" + std::to_string(descriptor)).c_str(), target, sizeof target);
  return length <= 0 ? "" : std::string(target, static_cast<std::size_t>(length));
}

bool is_below(const std::string& path) {
  const std::string& root = plan().root;
  return !root.empty() && path.compare(0, root.size(), root) == 0 &&
         (path.size() == root.size() || path[root.size()] == '/');
}

void write_line(const std::string& file, const std::string& line) {
  if (file.empty()) return;
  const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  if (::write(descriptor, line.data(), line.size()) < 0) std::abort();
  ::close(descriptor);
}

/// Counts the call; true when it shall fail, with errno set.
bool strikes(const char* name, const std::string& path) {
  if (!is_below(path)) return false;
  const Inside inside;
  const long number = ++calls;
  write_line(plan().trace, std::string(name) + " " + path + "\n");
  if (plan().at <= 0 || number < plan().at) return false;
  if (plan().action == "kill") ::raise(SIGKILL);
  if (number >= plan().at + plan().times) return false;
  errno = plan().error();
  return true;
}

bool strikes_path(const char* name, const char* path) {
  if (is_inside) return false;
  const Inside inside;
  return strikes(name, absolute(path));
}

bool strikes_descriptor(const char* name, int descriptor) {
  if (is_inside) return false;
  const Inside inside;
  return strikes(name, path_of(descriptor));
}

void keep_content(int descriptor, const std::string& path, const std::string& copy) {
  const int from = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const int to = ::open(copy.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  char bytes[1 << 16];
  for (ssize_t count; (count = ::read(from, bytes, sizeof bytes)) > 0;)
    if (::write(to, bytes, static_cast<std::size_t>(count)) != count) std::abort();
  ::close(from);
  ::close(to);
  ::dup(descriptor);  // held for good, so that its inode is given to no other file
}

void keep_names(const std::string& path, const std::string& copy) {
  std::string lines;
  DIR* folder = ::opendir(path.c_str());
  if (folder == nullptr) return;
  while (const dirent* entry = ::readdir(folder))
    if (std::strcmp(entry->d_name, ".") != 0 && std::strcmp(entry->d_name, "..") != 0)
      lines += std::to_string(entry->d_ino) + (entry->d_type == DT_DIR ? " d " : " f ") + entry->d_name + "\n";
  ::closedir(folder);
  ::unlink(copy.c_str());
  write_line(copy, lines);
}

void keep_durable(int descriptor) {
  const Inside inside;
  const std::string path = path_of(descriptor);
  struct stat status = {};
  if (plan().shadow.empty() || !is_below(path) || ::fstat(descriptor, &status) != 0) return;
  const std::string inode = std::to_string(status.st_ino);
  if (S_ISDIR(status.st_mode))
    keep_names(path, plan().shadow + "/d-" + inode);
  else
    keep_content(descriptor, path, plan().shadow + "/f-" + inode);
}

int sync_by(const char* name, int descriptor) {
  if (!is_inside && plan().has_no_fsync && is_below(path_of(descriptor))) {
    errno = EINVAL;
    return -1;
  }
  if (strikes_descriptor(name, descriptor)) return -1;
  const int result = real<int(int)>(name)(descriptor);
  if (result == 0 && !is_inside) keep_durable(descriptor);
  return result;
}

int open_by(const char* name, const char* path, int flags, mode_t mode) {
  if (strikes_path(name, path)) return -1;
  return real<int(const char*, int, ...)>(name)(path, flags, mode);
}

bool is_lock_command(int command) {
  return command == F_OFD_SETLK || command == F_OFD_GETLK || command == F_SETLK || command == F_GETLK;
}

int control_by(const char* name, int descriptor, int command, void* argument) {
  if (plan().has_no_locks && is_lock_command(command)) {
    errno = ENOSYS;
    return -1;
  }
  return real<int(int, int, ...)>(name)(descriptor, command, argument);
}

mode_t mode_in(int flags, va_list rest) { return (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(rest, mode_t) : 0; }

}  // namespace

extern "C" {

int open(const char* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const mode_t mode = mode_in(flags, rest);
  va_end(rest);
  return open_by("open", path, flags, mode);
}

int open64(const char* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const mode_t mode = mode_in(flags, rest);
  va_end(rest);
  return open_by("open64", path, flags, mode);
}

FILE* fopen(const char* path, const char* mode) {
  return strikes_path("fopen", path) ? nullptr : real<FILE*(const char*, const char*)>("fopen")(path, mode);
}

FILE* fopen64(const char* path, const char* mode) {
  return strikes_path("fopen64", path) ? nullptr : real<FILE*(const char*, const char*)>("fopen64")(path, mode);
}

ssize_t write(int descriptor, const void* bytes, size_t count) {
  if (strikes_descriptor("write", descriptor)) return -1;
  return real<ssize_t(int, const void*, size_t)>("write")(descriptor, bytes, count);
}

ssize_t writev(int descriptor, const iovec* parts, int count) {
  if (strikes_descriptor("writev", descriptor)) return -1;
  return real<ssize_t(int, const iovec*, int)>("writev")(descriptor, parts, count);
}

int fsync(int descriptor) { return sync_by("fsync", descriptor); }
int fdatasync(int descriptor) { return sync_by("fdatasync", descriptor); }

int ftruncate(int descriptor, off_t length) noexcept {
  return strikes_descriptor("ftruncate", descriptor) ? -1 : real<int(int, off_t)>("ftruncate")(descriptor, length);
}

int ftruncate64(int descriptor, off64_t length) noexcept {
  return strikes_descriptor("ftruncate64", descriptor) ? -1
                                                       : real<int(int, off64_t)>("ftruncate64")(descriptor, length);
}

int rename(const char* from, const char* to) noexcept {
  return strikes_path("rename", to) ? -1 : real<int(const char*, const char*)>("rename")(from, to);
}

int mkdir(const char* path, mode_t mode) noexcept {
  return strikes_path("mkdir", path) ? -1 : real<int(const char*, mode_t)>("mkdir")(path, mode);
}

int unlink(const char* path) noexcept {
  return strikes_path("unlink", path) ? -1 : real<int(const char*)>("unlink")(path);
}

int remove(const char* path) noexcept {
  return strikes_path("remove", path) ? -1 : real<int(const char*)>("remove")(path);
}

int fcntl(int descriptor, int command, ...) {
  va_list rest;
  va_start(rest, command);
  void* argument = va_arg(rest, void*);
  va_end(rest);
  return control_by("fcntl", descriptor, command, argument);
}

int fcntl64(int descriptor, int command, ...) {
  va_list rest;
  va_start(rest, command);
  void* argument = va_arg(rest, void*);
  va_end(rest);
  return control_by("fcntl64", descriptor, command, argument);
}

}  // extern "C"
