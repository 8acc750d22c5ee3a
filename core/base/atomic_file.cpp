// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <utility>

#include "core/base/error.h"

namespace imprint {
namespace {

namespace fs = std::filesystem;

/// Closes its descriptor whichever way the scope ends.
class Descriptor {
 public:
  explicit Descriptor(int value) : value_(value) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (value_ >= 0) ::close(value_);
  }
  int get() const { return value_; }
  bool close_checked() { return ::close(std::exchange(value_, -1)) == 0; }

 private:
  int value_;
};

void sync_folder(const fs::path& folder) {
  Descriptor descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (descriptor.get() >= 0) ::fsync(descriptor.get());
}

void write_fully(Descriptor& file, std::string_view content, const fs::path& path) {
  while (!content.empty()) {
    const ssize_t written = ::write(file.get(), content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) throw_file_error(errno, "write", path);
    content.remove_prefix(static_cast<std::size_t>(written));
  }
  if (::fsync(file.get()) != 0 || !file.close_checked()) throw_file_error(errno, "write", path);
}

}  // namespace

void throw_file_error(int error_number, std::string_view action, const fs::path& path) {
  const std::string text = "cannot " + std::string(action) + " " + path.string() + ": ";
  if (error_number == ENOSPC || error_number == EDQUOT)
    throw DiskFullError(text + "the disk is full; free some space, then continue with --resume");
  throw JobError(text + std::strerror(error_number));
}

void write_file_atomically(const fs::path& path, std::string_view content) {
  const fs::path temporary = path.string() + ".tmp." + std::to_string(::getpid());
  try {
    Descriptor file(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
    if (file.get() < 0) throw_file_error(errno, "create", temporary);
    write_fully(file, content, path);
    if (::rename(temporary.c_str(), path.c_str()) != 0) throw_file_error(errno, "replace", path);
  } catch (...) {
    ::unlink(temporary.c_str());
    throw;
  }
  sync_folder(path.has_parent_path() ? path.parent_path() : fs::path("."));
}

std::string read_whole_file(const fs::path& path) {
  std::error_code error;
  const auto status = fs::status(path, error);
  if (!fs::exists(status)) throw InputError(path.string() + ": no such file");
  if (!fs::is_regular_file(status)) throw InputError(path.string() + ": not a regular file");
  std::ifstream file(path, std::ios::binary);
  if (!file) throw InputError(path.string() + ": cannot be read: " + std::strerror(errno));
  std::string content((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  if (file.bad()) throw InputError(path.string() + ": reading stopped: " + std::strerror(errno));
  return content;
}

fs::path expand_home(const std::string& path) {
  const char* home = std::getenv("HOME");
  if (home == nullptr || path.empty() || path[0] != '~') return path;
  if (path.size() == 1) return home;
  return path[1] == '/' ? fs::path(home) / path.substr(2) : fs::path(path);
}

}  // namespace imprint
