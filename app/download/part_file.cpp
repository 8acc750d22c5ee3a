// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/download/part_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

#include "app/download/sha256.h"
#include "core/base/durable_folder.h"
#include "core/base/error.h"
#include "core/base/file_error.h"

namespace imprint {
namespace {

void hold_alone(const FileDescriptor& file) {
  if (::flock(file.get(), LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK) return;  // NFS may know no locks
  throw JobError(file.path().string() + ": another process is fetching this file; wait for it, or name another folder");
}

}  // namespace

PartFile::PartFile(const std::filesystem::path& target)
    : target_(target), file_(target.string() + ".part", O_RDWR | O_CREAT, OpenRule::named) {
  hold_alone(file_);
  size_ = file_.size();
  file_.seek_to(size_);
}

PartFile::~PartFile() {
  if (size_ == 0 && file_.get() >= 0) ::unlink(path().c_str());
}

void PartFile::append(std::string_view bytes) try {
  file_.write(bytes);
  size_ += std::ssize(bytes);
} catch (...) {
  size_ = file_.size();  // of a write that fails in the middle, the beginning is there
  throw;
}

void PartFile::reset() {
  file_.truncate(0);
  file_.seek_to(0);
  size_ = 0;
}

std::string PartFile::sha256(const CancellationToken& token) const { return sha256_of(file_, token); }

void PartFile::finish() {
  file_.sync();
  file_.close();
  if (::rename(path().c_str(), target_.c_str()) != 0) throw_file_error(errno, "replace", target_);
  sync_folder(target_.has_parent_path() ? target_.parent_path() : std::filesystem::path("."));
}

}  // namespace imprint
