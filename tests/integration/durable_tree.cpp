// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/durable_tree.h"

#include <sys/stat.h>

#include <fstream>
#include <string>

namespace imprint::test {
namespace {

namespace fs = std::filesystem;

ino_t inode_of(const fs::path& path) {
  struct stat status = {};
  return ::lstat(path.c_str(), &status) == 0 ? status.st_ino : 0;
}

/// A file that was never forced to the disk is empty.
void restore_file(ino_t inode, const fs::path& shadow, const fs::path& to) {
  const fs::path copy = shadow / ("f-" + std::to_string(inode));
  if (fs::exists(copy))
    fs::copy_file(copy, to);
  else
    std::ofstream(to).flush();
}

void restore_names(ino_t inode, const fs::path& shadow, const fs::path& to) {
  fs::create_directories(to);
  std::ifstream names(shadow / ("d-" + std::to_string(inode)));
  ino_t entry = 0;
  char kind = 0;
  for (std::string name; names >> entry >> kind && std::getline(names >> std::ws, name);) {
    if (kind == 'd')
      restore_names(entry, shadow, to / name);
    else
      restore_file(entry, shadow, to / name);
  }
}

void restore_contents(const fs::path& from, const fs::path& shadow, const fs::path& to) {
  fs::create_directories(to);
  for (const auto& entry : fs::directory_iterator(from)) {
    const fs::path target = to / entry.path().filename();
    if (entry.is_directory())
      restore_contents(entry.path(), shadow, target);
    else
      restore_file(inode_of(entry.path()), shadow, target);
  }
}

}  // namespace

void restore_durable(const fs::path& root, const fs::path& shadow, const fs::path& after, PowerCut cut) {
  if (cut == PowerCut::all_unsynced)
    restore_names(inode_of(root), shadow, after);
  else
    restore_contents(root, shadow, after);
}

}  // namespace imprint::test
