// SPDX-License-Identifier: GPL-3.0-or-later
// An open file of the operating system: the one door through which Imprint opens files.
#pragma once

#include <cstdint>
#include <filesystem>
#include <limits>
#include <string>
#include <string_view>

namespace imprint {

/// What may be opened. A file's name says nothing about what lies there: a link leads elsewhere, a pipe waits for ever.
enum class OpenRule {
  inside,   ///< a file of a run folder: a regular file, reached over no link that the folder itself holds
  named,    ///< a file that a person or a spec names: a regular file, links followed
  whatever  ///< what a person names as input or output: pipes and devices too
};

/// Owns a descriptor and closes it whichever way the scope ends. Every failure throws through
/// throw_file_error with the path it was opened with; what the rule forbids is an InputError.
class FileDescriptor {
 public:
  FileDescriptor() = default;
  /// `flags` as for open(2); O_CLOEXEC is added, a new file gets mode 0644 less the umask.
  FileDescriptor(const std::filesystem::path& path, int flags, OpenRule rule = OpenRule::inside);
  /// Takes over a descriptor that the system gave otherwise (a pipe's end, memory); `name` is for errors.
  static FileDescriptor adopted(int descriptor, std::string name);
  FileDescriptor(FileDescriptor&& other) noexcept;
  FileDescriptor& operator=(FileDescriptor&& other) noexcept;
  ~FileDescriptor();

  int get() const { return value_; }
  const std::filesystem::path& path() const { return path_; }
  std::int64_t size() const;
  bool is_regular() const;
  /// Writes all of it at the current position.
  void write(std::string_view content);
  void truncate(std::int64_t length);
  void seek_to(std::int64_t offset);
  /// Up to `count` bytes from `offset`; fewer at the end of the file.
  std::string read_at(std::int64_t offset, std::int64_t count) const;
  /// Everything from the current position to the end. Throws InputError for more than `largest` bytes.
  std::string read_to_end(std::int64_t largest = std::numeric_limits<std::int64_t>::max());
  /// Permissions as for chmod(2).
  void set_mode(unsigned mode);
  /// Forces the content to the disk.
  void sync();
  /// Closes and reports what the system only tells then.
  void close();

 private:
  std::filesystem::path path_;
  int value_ = -1;
};

/// Throws InputError when `path` is a link that a run folder holds (its `baseline`, `checkpoints` or `artefacts`),
/// which would lead whoever works in the run out of it. The path to the run itself may hold links.
void require_no_link_inside(const std::filesystem::path& path);

}  // namespace imprint
