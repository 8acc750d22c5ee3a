// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/file_descriptor.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "tests/support/temporary_folder.h"

namespace imprint {
namespace {

namespace fs = std::filesystem;
using test::TemporaryFolder;

/// A run folder beside another folder, as somebody else might have packed it.
class RunFolder : public ::testing::Test {
 protected:
  RunFolder() {
    fs::create_directories(folder_ / "outside");
    fs::create_directories(folder_ / "run");
    write_file_atomically(folder_ / "run/config.json", "{}");
    write_file_atomically(folder_ / "outside/sentinel", "untouched");
  }
  static void expect_refused(const fs::path& path, int flags) {
    EXPECT_THROW(FileDescriptor(path, flags), InputError) << path;
  }
  void expect_untouched() const {
    EXPECT_EQ(read_whole_file(folder_ / "outside/sentinel"), "untouched");
    EXPECT_EQ(std::distance(fs::directory_iterator(folder_ / "outside"), fs::directory_iterator()), 1);
  }
  TemporaryFolder folder_;
};

constexpr int all_flags[] = {O_RDONLY,
                             O_WRONLY | O_TRUNC,
                             O_RDWR | O_CREAT,
                             O_WRONLY | O_CREAT | O_TRUNC,
                             O_RDWR | O_CREAT | O_APPEND,
                             O_WRONLY | O_CREAT | O_EXCL};

TEST_F(RunFolder, LinksInItAreNotFollowed) {
  fs::create_symlink("../outside/sentinel", folder_ / "run/lock");
  fs::create_symlink("../outside/new", folder_ / "run/reserve");
  fs::create_symlink("../outside", folder_ / "run/checkpoints");
  fs::create_symlink("../outside", folder_ / "run/baseline");
  for (const int flags : all_flags)
    for (const char* name : {"lock", "reserve", "checkpoints/sentinel", "checkpoints/new", "baseline/sentinel",
                             "baseline/new", "baseline/checkpoints/new"})
      expect_refused(folder_ / "run" / name, flags);
  EXPECT_THROW(write_file_atomically(folder_ / "run/checkpoints/new", "x"), InputError);
  expect_untouched();
}

TEST_F(RunFolder, PipesFoldersAndDevicesAreRefusedAtOnce) {
  ASSERT_EQ(::mkfifo((folder_ / "run/lock").c_str(), 0644), 0);
  fs::create_directory(folder_ / "run/events.jsonl");
  for (const int flags : {O_RDONLY, O_WRONLY | O_TRUNC, O_RDWR | O_CREAT}) {
    expect_refused(folder_ / "run/lock", flags);
    expect_refused(folder_ / "run/events.jsonl", flags);
    expect_refused("/dev/null", flags);
  }
}

TEST_F(RunFolder, MayItselfBeReachedOverLinks) {
  fs::create_symlink("run", folder_ / "a link to it");
  fs::create_directories(folder_ / "scratch/baseline");
  fs::create_symlink("scratch/baseline", folder_ / "baseline");  // a folder of that name that is no run's
  EXPECT_EQ(FileDescriptor(folder_ / "a link to it/config.json", O_RDONLY).read_at(0, 8), "{}");
  EXPECT_NO_THROW(FileDescriptor(folder_ / "baseline/config.json", O_WRONLY | O_CREAT));
}

TEST(FileDescriptor, TakesOverWhatTheSystemGave) {
  int ends[2] = {-1, -1};
  ASSERT_EQ(::pipe2(ends, O_CLOEXEC), 0);
  FileDescriptor in = FileDescriptor::adopted(ends[0], "a pipe");
  FileDescriptor::adopted(ends[1], "a pipe").write("words");
  EXPECT_EQ(in.read_to_end(), "words");
}

}  // namespace
}  // namespace imprint
