// SPDX-License-Identifier: GPL-3.0-or-later
// NAME.part: what has come of a file so far. It outlives the process, so that the next one goes on where it ends.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "core/base/cancellation.h"
#include "core/base/file_descriptor.h"

namespace imprint {

class PartFile {
 public:
  /// Opens what is there, or makes it. Throws JobError when another process fetches the same file, and as
  /// FileDescriptor.
  explicit PartFile(const std::filesystem::path& target);
  /// Nothing is left of one into which nothing came.
  ~PartFile();
  PartFile(const PartFile&) = delete;
  PartFile& operator=(const PartFile&) = delete;

  const std::filesystem::path& path() const { return file_.path(); }
  std::int64_t size() const { return size_; }

  /// Throws DiskFullError (what came before stays) or FileError.
  void append(std::string_view bytes);
  /// Forgets all of it.
  void reset();
  std::string sha256(const CancellationToken& token) const;
  /// Forces it to the disk and gives it the name of the target, which it replaces. Nothing may follow.
  void finish();

 private:
  std::filesystem::path target_;
  FileDescriptor file_;
  std::int64_t size_ = 0;
};

}  // namespace imprint
