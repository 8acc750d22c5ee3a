// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/user_folders.h"

#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <vector>

#include "core/base/error.h"

namespace imprint {
namespace {

namespace fs = std::filesystem;

/// A folder from the environment; nothing when the value is absent or means another place from every folder.
std::optional<fs::path> folder_in(const char* variable) {
  const char* value = std::getenv(variable);
  if (value == nullptr || !fs::path(value).is_absolute()) return std::nullopt;
  return fs::path(value);
}

/// The home folder in the user database; `name` empty = of this process's user.
std::optional<fs::path> stored_home(const std::string& name) {
  std::vector<char> buffer(1 << 16);
  passwd entry = {};
  passwd* found = nullptr;
  const int failed = name.empty() ? ::getpwuid_r(::getuid(), &entry, buffer.data(), buffer.size(), &found)
                                  : ::getpwnam_r(name.c_str(), &entry, buffer.data(), buffer.size(), &found);
  if (failed != 0 || found == nullptr || found->pw_dir == nullptr) return std::nullopt;
  const fs::path home = found->pw_dir;
  return home.is_absolute() ? std::optional(home) : std::nullopt;
}

fs::path below(const fs::path& home, const std::string& rest) {
  return rest.size() <= 1 ? home : home / rest.substr(1);
}

}  // namespace

fs::path home_folder() {
  if (const auto home = folder_in("HOME")) return *home;
  if (const auto home = stored_home("")) return *home;
  throw InputError("no home folder is known: set HOME to an absolute path, or write paths without \"~\"");
}

fs::path expand_home(const std::string& path) {
  if (!path.starts_with('~')) return path;
  const std::size_t end = std::min(path.find('/'), path.size());
  const std::string name = path.substr(1, end - 1), rest = path.substr(end);
  if (name.empty()) return below(home_folder(), rest);
  const auto home = stored_home(name);
  return home ? below(*home, rest) : fs::path(path);
}

fs::path user_data_folder() {
  if (const auto folder = folder_in("XDG_DATA_HOME")) return *folder;
  return home_folder() / ".local" / "share";
}

fs::path user_config_folder() {
  if (const auto folder = folder_in("XDG_CONFIG_HOME")) return *folder;
  return home_folder() / ".config";
}

}  // namespace imprint
