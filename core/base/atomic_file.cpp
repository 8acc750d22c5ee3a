// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <optional>

#include "core/base/durable_folder.h"
#include "core/base/error.h"

namespace imprint {
namespace {

namespace fs = std::filesystem;

/// Its own for every process and every call, so that two writers never share one.
fs::path temporary_name(const fs::path& path) {
  static std::atomic<unsigned> calls = 0;
  return path.string() + ".tmp." + std::to_string(::getpid()) + "." + std::to_string(calls++);
}

/// One that a killed process of the same id has left is in the way, and so would be a link put there on purpose.
FileDescriptor new_file(const fs::path& path) {
  ::unlink(path.c_str());
  return FileDescriptor(path, O_WRONLY | O_CREAT | O_EXCL);
}

void write_durably(const fs::path& path, std::string_view content, std::optional<unsigned> mode) {
  FileDescriptor file = new_file(path);
  if (mode) file.set_mode(*mode);
  file.write(content);
  file.sync();
  file.close();
}

void replace(const fs::path& path, std::string_view content, std::optional<unsigned> mode) {
  const fs::path temporary = temporary_name(path);
  try {
    write_durably(temporary, content, mode);
    if (::rename(temporary.c_str(), path.c_str()) != 0) throw_file_error(errno, "replace", path);
  } catch (...) {
    ::unlink(temporary.c_str());
    throw;
  }
  sync_folder(path.has_parent_path() ? path.parent_path() : fs::path("."));
}

/// Below /dev and /proc a name may stand for an open descriptor; /dev/shm is a folder like any other.
bool is_of_the_system(const fs::path& path) {
  const std::string place = fs::absolute(path).lexically_normal().string();
  return place.starts_with("/proc/") || (place.starts_with("/dev/") && !place.starts_with("/dev/shm/"));
}

/// The descriptor of this process that the path stands for; -1 when it is no such path. Opening it anew would begin at
/// the file's start, over what has been printed already.
int own_descriptor(const fs::path& path) {
  const std::string place = fs::absolute(path).lexically_normal().string();
  if (place == "/dev/stdout") return STDOUT_FILENO;
  if (place == "/dev/stderr") return STDERR_FILENO;
  for (const std::string_view folder : {"/dev/fd/", "/proc/self/fd/"}) {
    int number = -1;
    const char* end = place.data() + place.size();
    if (place.starts_with(folder) && std::from_chars(place.data() + folder.size(), end, number).ptr == end)
      return number;
  }
  return -1;
}

FileDescriptor open_for_writing(const fs::path& path) {
  const int own = own_descriptor(path);
  if (own < 0) return FileDescriptor(path, O_WRONLY | O_TRUNC, OpenRule::whatever);
  const int copy = ::fcntl(own, F_DUPFD_CLOEXEC, 0);
  if (copy < 0) throw_file_error(errno, "open", path);
  return FileDescriptor::adopted(copy, path.string());
}

/// Where the links end that begin at `path`, whether a file is there or not. A way through /dev or /proc is not
/// resolved: /dev/stdout may lead to a file, but it means the open descriptor.
fs::path end_of_links(const fs::path& path) {
  constexpr int most_links = 40;  // as the system itself allows
  fs::path place = path;
  for (int i = 0; i < most_links; ++i) {
    if (is_of_the_system(place)) return place;
    std::error_code no_link;
    const fs::path target = fs::read_symlink(place, no_link);
    if (no_link) return place;
    place = place.parent_path() / target;
  }
  throw InputError(path.string() + ": the links lead in a circle");
}

std::string read_by(const fs::path& path, OpenRule rule, std::int64_t largest) {
  std::error_code error;
  const auto status = rule == OpenRule::inside ? fs::symlink_status(path, error) : fs::status(path, error);
  if (!fs::exists(status)) throw InputError(path.string() + ": no such file");
  if (fs::is_directory(status)) throw InputError(path.string() + ": not a regular file");
  try {
    return FileDescriptor(path, O_RDONLY, rule).read_to_end(largest);
  } catch (const JobError& problem) {
    throw InputError(problem.what());  // what can't be read is bad input
  }
}

}  // namespace

void write_file_atomically(const fs::path& path, std::string_view content) { replace(path, content, std::nullopt); }

void write_named_file(const fs::path& path, std::string_view content) {
  const fs::path place = end_of_links(path);
  struct stat status = {};
  const bool exists = ::stat(place.c_str(), &status) == 0;
  if (exists && S_ISDIR(status.st_mode)) throw InputError(path.string() + " is a folder: name a file");
  const bool is_replaceable = !exists || (S_ISREG(status.st_mode) && !is_of_the_system(place));
  if (is_replaceable)
    return replace(place, content, exists ? std::optional<unsigned>(status.st_mode & 07777U) : std::nullopt);
  FileDescriptor file = open_for_writing(place);
  file.write(content);
  file.close();
}

std::string read_whole_file(const fs::path& path, std::int64_t largest) {
  return read_by(path, OpenRule::named, largest);
}

std::string read_file_inside(const fs::path& path, std::int64_t largest) {
  return read_by(path, OpenRule::inside, largest);
}

std::string read_argument(const fs::path& path, std::int64_t largest) {
  return read_by(path, OpenRule::whatever, largest);
}

}  // namespace imprint
