// SPDX-License-Identifier: GPL-3.0-or-later
// Where the sources lie, for tests that read them.
#pragma once

#include <cstdlib>
#include <filesystem>

namespace imprint::test {

inline std::filesystem::path source_root() {
  const char* root = std::getenv("IMPRINT_SOURCE_DIR");
  return root == nullptr ? std::filesystem::current_path() : std::filesystem::path(root);
}

}  // namespace imprint::test
