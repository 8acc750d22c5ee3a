// SPDX-License-Identifier: GPL-3.0-or-later
// A folder of its own for each test, removed at the end; and where real data lie.
#pragma once

#include <filesystem>
#include <string>

namespace imprint::test {

class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

/// $IMPRINT_DATA, else ../shared/data beside the checkout when it exists, else empty: then the test is skipped.
std::filesystem::path real_data_folder();

}  // namespace imprint::test
