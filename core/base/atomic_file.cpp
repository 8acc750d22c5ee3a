// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <vector>

#include "core/base/durable_folder.h"
#include "core/base/error.h"
#include "core/base/file_descriptor.h"

namespace imprint {
namespace {

namespace fs = std::filesystem;

/// Its own for every process and every call, so that two writers never share one.
fs::path temporary_name(const fs::path& path) {
  static std::atomic<unsigned> calls = 0;
  return path.string() + ".tmp." + std::to_string(::getpid()) + "." + std::to_string(calls++);
}

void write_durably(const fs::path& path, std::string_view content) {
  FileDescriptor file(path, O_WRONLY | O_CREAT | O_TRUNC);
  file.write(content);
  file.sync();
  file.close();
}

}  // namespace

void write_file_atomically(const fs::path& path, std::string_view content) {
  const fs::path temporary = temporary_name(path);
  try {
    write_durably(temporary, content);
    if (::rename(temporary.c_str(), path.c_str()) != 0) throw_file_error(errno, "replace", path);
  } catch (...) {
    ::unlink(temporary.c_str());
    throw;
  }
  sync_folder(path.has_parent_path() ? path.parent_path() : fs::path("."));
}

std::string read_whole_file(const fs::path& path) {
  std::error_code error;
  const auto status = fs::status(path, error);
  if (!fs::exists(status)) throw InputError(path.string() + ": no such file");
  if (!fs::is_regular_file(status)) throw InputError(path.string() + ": not a regular file");
  std::ifstream file(path, std::ios::binary);
  if (!file) throw InputError(path.string() + ": cannot be read: " + std::strerror(errno));
  std::string content;
  std::vector<char> chunk(1 << 16);  // the size that the system tells is 0 for files of /proc
  while (file.read(chunk.data(), static_cast<std::streamsize>(chunk.size())) || file.gcount() > 0)
    content.append(chunk.data(), static_cast<std::size_t>(file.gcount()));
  if (file.bad()) throw InputError(path.string() + ": reading stopped: " + std::strerror(errno));
  return content;
}

fs::path expand_home(const std::string& path) {
  const char* home = std::getenv("HOME");
  if (home == nullptr || path.empty() || path[0] != '~') return path;
  if (path.size() == 1) return home;
  return path[1] == '/' ? fs::path(home) / path.substr(2) : fs::path(path);
}

}  // namespace imprint
