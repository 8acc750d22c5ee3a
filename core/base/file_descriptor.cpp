// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/file_descriptor.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "core/base/durable_folder.h"
#include "core/base/file_error.h"

namespace imprint {

FileDescriptor::FileDescriptor(const std::filesystem::path& path, int flags)
    : path_(path), value_(::open(path.c_str(), flags | O_CLOEXEC, 0644)) {
  if (value_ < 0) throw_file_error(errno, (flags & O_CREAT) != 0 ? "create" : "open", path_);
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
    const ssize_t read = ::pread(value_, content.data() + filled, content.size() - filled,
                                 offset + static_cast<std::int64_t>(filled));
    if (read < 0 && errno == EINTR) continue;
    if (read < 0) throw_file_error(errno, "read", path_);
    if (read == 0) break;
    filled += static_cast<std::size_t>(read);
  }
  content.resize(filled);
  return content;
}

void FileDescriptor::sync() { sync_descriptor(value_, path_); }

void FileDescriptor::close() {
  if (::close(std::exchange(value_, -1)) != 0) throw_file_error(errno, "write", path_);
}

}  // namespace imprint
