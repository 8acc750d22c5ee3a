// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/tiny_filesystem.h"

#include <fcntl.h>
#include <sys/mount.h>
#include <unistd.h>

#include <string>

namespace imprint::test {

TinyFilesystem::TinyFilesystem(std::int64_t kibibytes) {
  const std::string size = "size=" + std::to_string(kibibytes) + "k";
  mounted_ = ::mount("tmpfs", path().c_str(), "tmpfs", 0, size.c_str()) == 0;
}

TinyFilesystem::~TinyFilesystem() {
  if (mounted_) ::umount2(path().c_str(), MNT_DETACH);
}

void TinyFilesystem::fill() const {
  const int file = ::open((path() / "filler").c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  for (std::size_t chunk = 4096; chunk > 0; chunk /= 2) {
    const std::string bytes(chunk, 'x');
    while (::write(file, bytes.data(), bytes.size()) > 0) {
    }
  }
  ::close(file);
}

}  // namespace imprint::test
