// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/fuzz_target.h"

#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace imprint::fuzz {
namespace {

namespace fs = std::filesystem;

class ScratchFolder {
 public:
  ScratchFolder() {
    const fs::path memory = "/dev/shm";
    path_ = (fs::is_directory(memory) ? memory : fs::temp_directory_path()) /
            ("imprint-fuzz-" + std::to_string(::getpid()));
    fs::create_directories(path_);
  }
  ~ScratchFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

}  // namespace

void require(bool holds, const std::string& promise) {
  if (!holds) throw BrokenPromise("broken: " + promise);
}

const fs::path& scratch_folder() {
  static const ScratchFolder folder;
  return folder.path();
}

fs::path file_with(std::string_view bytes, const std::string& name) {
  const fs::path path = scratch_folder() / name;
  std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  return path;
}

std::vector<Target>& targets() {
  static std::vector<Target> all;
  return all;
}

bool add_target(const char* name, void (*body)(std::string_view bytes)) {
  targets().push_back({name, body});
  return true;
}

}  // namespace imprint::fuzz
