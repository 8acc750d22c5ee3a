// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/file_descriptor.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "core/base/durable_folder.h"
#include "core/base/error.h"
#include "core/base/file_error.h"

namespace imprint {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse_link(const fs::path& path) {
  throw InputError(path.string() + " is a link: inside a run folder none is followed; put the file itself there");
}

[[noreturn]] void refuse_kind(const fs::path& path) { throw InputError(path.string() + ": not a regular file"); }

bool is_link(const fs::path& path) {
  struct stat status = {};
  return ::lstat(path.c_str(), &status) == 0 && S_ISLNK(status.st_mode);
}

/// Looks before it opens: opening alone wakes some devices, and waits at a pipe.
void look_first(const fs::path& path, OpenRule rule) {
  struct stat status = {};
  const bool follows = rule == OpenRule::named;
  if ((follows ? ::stat(path.c_str(), &status) : ::lstat(path.c_str(), &status)) != 0) return;
  if (S_ISLNK(status.st_mode)) refuse_link(path);
  if (!S_ISREG(status.st_mode)) refuse_kind(path);
}

int open_by(const fs::path& path, int flags, OpenRule rule) {
  if (rule == OpenRule::whatever) return ::open(path.c_str(), flags | O_CLOEXEC | O_NOCTTY, 0644);
  if (rule == OpenRule::inside) require_no_link_inside(path.parent_path());
  look_first(path, rule);
  const int no_links = rule == OpenRule::inside ? O_NOFOLLOW : 0;
  return ::open(path.c_str(), flags | no_links | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0644);
}

/// By its name: "checkpoints", "baseline", "artefacts" and what lies in it.
bool is_folder_of_run(const fs::path& folder) {
  const fs::path name = folder.filename();
  return name == "checkpoints" || name == "baseline" || name == "artefacts" ||
         folder.parent_path().filename() == "artefacts";
}

bool is_in_run(const fs::path& folder) {
  const fs::path above = folder.parent_path();
  const fs::path run = above.filename() == "artefacts" ? above.parent_path() : above;
  return ::access((run / "config.json").c_str(), F_OK) == 0;
}

}  // namespace

void require_no_link_inside(const fs::path& path) {
  for (fs::path folder = path; is_folder_of_run(folder); folder = folder.parent_path())
    if (is_link(folder) && is_in_run(folder)) refuse_link(folder);
}

FileDescriptor::FileDescriptor(const fs::path& path, int flags, OpenRule rule)
    : path_(path), value_(open_by(path, flags, rule)) {
  if (value_ < 0) throw_file_error(errno, (flags & O_CREAT) != 0 ? "create" : "open", path_);
  if (rule == OpenRule::whatever || is_regular()) return;
  ::close(std::exchange(value_, -1));  // it was put there after the look
  refuse_kind(path);
}

FileDescriptor FileDescriptor::adopted(int descriptor, std::string name) {
  FileDescriptor file;
  file.path_ = std::move(name);
  file.value_ = descriptor;
  return file;
}

FileDescriptor::FileDescriptor(FileDescriptor&& other) noexcept
    : path_(std::move(other.path_)), value_(std::exchange(other.value_, -1)) {}

FileDescriptor& FileDescriptor::operator=(FileDescriptor&& other) noexcept {
  std::swap(path_, other.path_);
  std::swap(value_, other.value_);
  return *this;
}

FileDescriptor::~FileDescriptor() {
  if (value_ >= 0) ::close(value_);
}

std::int64_t FileDescriptor::size() const {
  struct stat status = {};
  if (::fstat(value_, &status) != 0) throw_file_error(errno, "examine", path_);
  return status.st_size;
}

bool FileDescriptor::is_regular() const {
  struct stat status = {};
  return ::fstat(value_, &status) == 0 && S_ISREG(status.st_mode);
}

void FileDescriptor::write(std::string_view content) {
  while (!content.empty()) {
    const ssize_t written = ::write(value_, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) throw_file_error(errno, "write", path_);
    content.remove_prefix(static_cast<std::size_t>(written));
  }
}

void FileDescriptor::truncate(std::int64_t length) {
  if (::ftruncate(value_, length) != 0) throw_file_error(errno, "cut", path_);
}

void FileDescriptor::seek_to(std::int64_t offset) {
  if (::lseek(value_, offset, SEEK_SET) < 0) throw_file_error(errno, "position", path_);
}

std::string FileDescriptor::read_at(std::int64_t offset, std::int64_t count) const {
  std::string content(static_cast<std::size_t>(count), '\0');
  std::size_t filled = 0;
  while (filled < content.size()) {
    const ssize_t read =
        ::pread(value_, content.data() + filled, content.size() - filled, offset + static_cast<std::int64_t>(filled));
    if (read < 0 && errno == EINTR) continue;
    if (read < 0) throw_file_error(errno, "read", path_);
    if (read == 0) break;
    filled += static_cast<std::size_t>(read);
  }
  content.resize(filled);
  return content;
}

std::string FileDescriptor::read_to_end(std::int64_t largest) {
  constexpr std::size_t step = 1 << 16;  // the size that the system tells is 0 for pipes and files of /proc
  const auto refuse = [&] {
    throw InputError(path_.string() + ": larger than " + std::to_string(largest >> 20) +
                     " MiB, which no such file of Imprint is");
  };
  const std::int64_t told = size();
  if (told > largest) refuse();
  std::string content(static_cast<std::size_t>(told) + step, '\0');
  std::size_t filled = 0;
  for (;;) {
    const ssize_t read = ::read(value_, content.data() + filled, content.size() - filled);
    if (read < 0 && errno == EINTR) continue;
    if (read < 0) throw_file_error(errno, "read", path_);
    if (read == 0) break;
    filled += static_cast<std::size_t>(read);
    if (static_cast<std::int64_t>(filled) > largest) refuse();
    if (filled == content.size()) content.resize(std::max(filled + step, filled + filled / 2));
  }
  content.resize(filled);
  return content;
}

void FileDescriptor::set_mode(unsigned mode) {
  if (::fchmod(value_, static_cast<mode_t>(mode)) != 0) throw_file_error(errno, "set the permissions of", path_);
}

void FileDescriptor::sync() { sync_descriptor(value_, path_); }

void FileDescriptor::close() {
  if (::close(std::exchange(value_, -1)) != 0) throw_file_error(errno, "write", path_);
}

}  // namespace imprint
