// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/temporary_folder.h"

#include <cstdlib>
#include <stdexcept>

#include "tests/support/source_root.h"

namespace imprint::test {

TemporaryFolder::TemporaryFolder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "imprint-test-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("cannot make a temporary folder");
  path_ = pattern;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::filesystem::path real_data_folder() {
  if (const char* named = std::getenv("IMPRINT_DATA"); named != nullptr) return named;
  const std::filesystem::path beside = source_root() / ".." / "shared" / "data";
  return std::filesystem::is_directory(beside) ? beside : std::filesystem::path();
}

}  // namespace imprint::test
