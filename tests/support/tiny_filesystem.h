// SPDX-License-Identifier: GPL-3.0-or-later
// A real file system of a few hundred KiB, to run into its end. Needs the right to mount; tests skip without
// it.
#pragma once

#include <cstdint>
#include <filesystem>

#include "tests/support/temporary_folder.h"

namespace imprint::test {

class TinyFilesystem {
 public:
  explicit TinyFilesystem(std::int64_t kibibytes);
  ~TinyFilesystem();
  TinyFilesystem(const TinyFilesystem&) = delete;
  TinyFilesystem& operator=(const TinyFilesystem&) = delete;

  bool is_mounted() const { return mounted_; }
  const std::filesystem::path& path() const { return folder_.path(); }
  /// Writes a file until nothing more goes in.
  void fill() const;

 private:
  TemporaryFolder folder_;
  bool mounted_ = false;
};

}  // namespace imprint::test
