// SPDX-License-Identifier: GPL-3.0-or-later
// An open file of the operating system, for the writers that must know when bytes have reached the disk.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace imprint {

/// Owns a descriptor and closes it whichever way the scope ends. Every failure throws through
/// throw_file_error with the path it was opened with.
class FileDescriptor {
 public:
  FileDescriptor() = default;
  /// `flags` as for open(2); O_CLOEXEC is added, a new file gets mode 0644 less the umask.
  FileDescriptor(const std::filesystem::path& path, int flags);
  FileDescriptor(FileDescriptor&& other) noexcept;
  FileDescriptor& operator=(FileDescriptor&& other) noexcept;
  ~FileDescriptor();

  int get() const { return value_; }
  const std::filesystem::path& path() const { return path_; }
  std::int64_t size() const;
  /// Writes all of it at the current position.
  void write(std::string_view content);
  void truncate(std::int64_t length);
  void seek_to(std::int64_t offset);
  /// Up to `count` bytes from `offset`; fewer at the end of the file.
  std::string read_at(std::int64_t offset, std::int64_t count) const;
  /// Forces the content to the disk.
  void sync();
  /// Closes and reports what the system only tells then.
  void close();

 private:
  std::filesystem::path path_;
  int value_ = -1;
};

}  // namespace imprint
