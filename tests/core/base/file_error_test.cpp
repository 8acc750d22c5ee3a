// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/file_error.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>

#include "core/base/atomic_file.h"
#include "tests/support/temporary_folder.h"

namespace imprint {
namespace {

using ::testing::HasSubstr;

TEST(FileErrors, EveryLackOfRoomIsAFullDisk) {
  for (const int number : {ENOSPC, EDQUOT, EFBIG}) {
    try {
      throw_file_error(number, "write", "a/b");
    } catch (const DiskFullError& error) {
      EXPECT_THAT(error.what(), HasSubstr("cannot write a/b: the disk is full"));
      continue;
    }
    FAIL() << number;
  }
}

TEST(FileErrors, OthersSayTheSystemsReason) {
  for (const int number : {EIO, EACCES, EROFS, ESTALE}) EXPECT_THROW(throw_file_error(number, "write", "a"), FileError);
  try {
    throw_file_error(EIO, "write", "a/b");
  } catch (const FileError& error) {
    EXPECT_STREQ(error.what(), "cannot write a/b: Input/output error");
  }
}

/// In a child, since limits cannot be raised again: 0 when a write beyond the limit came back as a full disk.
int write_beyond_the_limit(const std::filesystem::path& file) {
  hear_of_file_size_limits();
  const rlimit limit = {4096, 4096};
  ::setrlimit(RLIMIT_FSIZE, &limit);
  try {
    write_file_atomically(file, std::string(10000, 'x'));
  } catch (const DiskFullError&) {
    return 0;
  }
  return 1;
}

TEST(FileErrors, ALimitOnTheSizeOfFilesIsAFullDiskAndNoSignal) {
  const test::TemporaryFolder folder;
  const pid_t child = ::fork();
  if (child == 0) ::_exit(write_beyond_the_limit(folder / "a"));
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

}  // namespace
}  // namespace imprint
