// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <iterator>
#include <thread>
#include <utility>

#include "core/base/error.h"
#include "core/base/file_descriptor.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tiny_filesystem.h"

namespace imprint {
namespace {

using test::TemporaryFolder;
using ::testing::HasSubstr;

std::size_t files_in(const std::filesystem::path& folder) {
  return static_cast<std::size_t>(
      std::distance(std::filesystem::directory_iterator(folder), std::filesystem::directory_iterator()));
}

template <class Error, class Action>
std::string message_of(Action action) {
  try {
    action();
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

TEST(AtomicFile, ReplacesTheWholeContent) {
  const TemporaryFolder folder;
  write_file_atomically(folder / "a", "a long first content");
  write_file_atomically(folder / "a", std::string("b\0c", 3));
  EXPECT_EQ(read_whole_file(folder / "a"), std::string("b\0c", 3));
  EXPECT_EQ(files_in(folder.path()), 1u);
}

TEST(AtomicFile, IsNeverSeenHalfWritten) {
  const TemporaryFolder folder;
  const auto path = folder / "a";
  const std::string first(200000, 'a'), second(100000, 'b');
  write_file_atomically(path, first);
  std::atomic<bool> done = false;
  std::thread writer([&] {
    for (int i = 0; i < 20; ++i) write_file_atomically(path, i % 2 == 0 ? second : first);
    done = true;
  });
  while (!done) {
    const std::string seen = read_whole_file(path);
    EXPECT_TRUE(seen == first || seen == second);
  }
  writer.join();
}

TEST(AtomicFile, TwoThreadsMayWriteTheSamePath) {
  const TemporaryFolder folder;
  const auto write = [&](char letter) {
    for (int i = 0; i < 20; ++i) write_file_atomically(folder / "a", std::string(50000, letter));
  };
  std::thread other(write, 'x');
  write('y');
  other.join();
  const std::string content = read_whole_file(folder / "a");
  EXPECT_EQ(content, std::string(50000, content[0]));
  EXPECT_EQ(files_in(folder.path()), 1u);
}

TEST(AtomicFile, SurvivesAWriterThatIsKilled) {
  const TemporaryFolder folder;
  const auto path = folder / "a";
  const std::string first(300000, 'a'), second(300000, 'b');
  write_file_atomically(path, first);
  for (int round = 0; round < 10; ++round) {
    const pid_t child = ::fork();
    if (child == 0)
      for (;;) {
        write_file_atomically(path, second);
        write_file_atomically(path, first);
      }
    ::usleep(2000 + 700 * round);
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    const std::string content = read_whole_file(path);
    EXPECT_TRUE(content == first || content == second);
  }
}

TEST(AtomicFile, NamesThePathItCannotWrite) {
  const TemporaryFolder folder;
  const auto write = [&] { write_file_atomically(folder / "missing" / "a", "x"); };
  EXPECT_THAT(message_of<JobError>(write), HasSubstr("missing/a"));
  EXPECT_THAT(message_of<JobError>(write), HasSubstr("No such file or directory"));
}

TEST(AtomicFile, KeepsTheOldFileOnAFullDisk) {
  const test::TinyFilesystem disk(128);
  if (!disk.is_mounted()) GTEST_SKIP() << "no right to mount a small file system here";
  write_file_atomically(disk.path() / "a", "old");
  disk.fill();
  const auto write = [&] { write_file_atomically(disk.path() / "a", std::string(9000, 'n')); };
  EXPECT_THAT(message_of<DiskFullError>(write), HasSubstr("the disk is full"));
  EXPECT_EQ(read_whole_file(disk.path() / "a"), "old");
  EXPECT_EQ(files_in(disk.path()), 2u);  // "a" and the filler: no temporary file is left
}

TEST(ReadWholeFile, SaysWhatIsWrong) {
  const TemporaryFolder folder;
  EXPECT_THAT(message_of<InputError>([&] { read_whole_file(folder / "none"); }), HasSubstr("none: no such file"));
  EXPECT_THAT(message_of<InputError>([&] { read_whole_file(folder.path()); }), HasSubstr("not a regular file"));
}

TEST(ReadWholeFile, ReadsFilesThatTellNoSize) { EXPECT_FALSE(read_whole_file("/proc/cpuinfo").empty()); }

TEST(FileDescriptor, ReportsAFullDevice) {
  FileDescriptor full("/dev/full", O_WRONLY, OpenRule::whatever);
  EXPECT_THROW(full.write("x"), DiskFullError);
}

TEST(FileDescriptor, ReadsAndCutsAtAnyPlace) {
  const TemporaryFolder folder;
  FileDescriptor file(folder / "a", O_RDWR | O_CREAT);
  file.write("0123456789");
  EXPECT_EQ(file.size(), 10);
  EXPECT_EQ(file.read_at(8, 10), "89");
  file.truncate(4);
  file.seek_to(4);
  file.write("x");
  EXPECT_EQ(file.read_at(0, 10), "0123x");
}

TEST(FileDescriptor, MovesItsOwnership) {
  const TemporaryFolder folder;
  FileDescriptor first(folder / "a", O_RDWR | O_CREAT);
  const int number = first.get();
  FileDescriptor second = std::move(first);
  EXPECT_EQ(second.get(), number);
  second.close();
  EXPECT_EQ(::fcntl(number, F_GETFD), -1);
}

TEST(ThrowFileError, TellsFullDisksFromOtherFailures) {
  EXPECT_THROW(throw_file_error(ENOSPC, "write", "x"), DiskFullError);
  EXPECT_THROW(throw_file_error(EDQUOT, "write", "x"), DiskFullError);
  EXPECT_EQ(message_of<JobError>([] { throw_file_error(EACCES, "write", "x"); }), "cannot write x: Permission denied");
}

TEST(AtomicFile, ReplacesALinkAndLeavesWhatItLeadsTo) {
  const TemporaryFolder folder;
  write_file_atomically(folder / "sentinel", "untouched");
  std::filesystem::create_symlink("sentinel", folder / "status.json");
  write_file_atomically(folder / "status.json", "new");
  EXPECT_EQ(read_whole_file(folder / "sentinel"), "untouched");
  EXPECT_FALSE(std::filesystem::is_symlink(folder / "status.json"));
}

TEST(ReadFileInside, RefusesLinksAndPipes) {
  const TemporaryFolder folder;
  write_file_atomically(folder / "file", "content");
  std::filesystem::create_symlink("file", folder / "link");
  ASSERT_EQ(::mkfifo((folder / "pipe").c_str(), 0644), 0);
  EXPECT_EQ(read_file_inside(folder / "file"), "content");
  EXPECT_THAT(message_of<InputError>([&] { read_file_inside(folder / "link"); }), HasSubstr("link is a link"));
  EXPECT_THAT(message_of<InputError>([&] { read_file_inside(folder / "pipe"); }), HasSubstr("not a regular file"));
  EXPECT_EQ(read_whole_file(folder / "link"), "content");
  EXPECT_THAT(message_of<InputError>([&] { read_whole_file(folder / "pipe"); }), HasSubstr("not a regular file"));
}

TEST(ReadFileInside, RefusesFilesThatAreTooLarge) {
  const TemporaryFolder folder;
  write_file_atomically(folder / "file", std::string(3 << 20, 'x'));
  EXPECT_EQ(read_file_inside(folder / "file", 3 << 20).size(), std::size_t{3} << 20);
  EXPECT_THAT(message_of<InputError>([&] { read_file_inside(folder / "file", 2 << 20); }),
              HasSubstr("larger than 2 MiB"));
}

TEST(ReadArgument, ReadsPipes) {
  const TemporaryFolder folder;
  ASSERT_EQ(::mkfifo((folder / "pipe").c_str(), 0644), 0);
  std::thread writer([&] { FileDescriptor(folder / "pipe", O_WRONLY, OpenRule::whatever).write("through a pipe"); });
  EXPECT_EQ(read_argument(folder / "pipe"), "through a pipe");
  writer.join();
  EXPECT_THAT(message_of<InputError>([] { read_argument("/dev/zero", 1 << 20); }), HasSubstr("larger than 1 MiB"));
}

TEST(NamedFile, FollowsALinkToItsTarget) {
  const TemporaryFolder folder;
  std::filesystem::create_directory(folder / "real");
  std::filesystem::create_symlink("real/out.json", folder / "link.json");
  write_named_file(folder / "link.json", "first");  // where it leads there is nothing yet
  EXPECT_EQ(read_whole_file(folder / "real/out.json"), "first");
  ASSERT_EQ(::chmod((folder / "real/out.json").c_str(), 0600), 0);
  write_named_file(folder / "link.json", "second");
  EXPECT_TRUE(std::filesystem::is_symlink(folder / "link.json"));
  EXPECT_EQ(read_whole_file(folder / "real/out.json"), "second");
  EXPECT_EQ(std::filesystem::status(folder / "real/out.json").permissions(), std::filesystem::perms(0600));
  EXPECT_EQ(files_in(folder / "real"), 1u);
}

TEST(NamedFile, IsWrittenStraightIntoWhatIsNoRegularFile) {
  const TemporaryFolder folder;
  write_named_file("/dev/null", "gone");
  EXPECT_TRUE(std::filesystem::is_character_file("/dev/null"));
  ASSERT_EQ(::mkfifo((folder / "pipe").c_str(), 0644), 0);
  std::thread writer([&] { write_named_file(folder / "pipe", "through a pipe"); });
  EXPECT_EQ(read_argument(folder / "pipe"), "through a pipe");
  writer.join();
  EXPECT_TRUE(std::filesystem::is_fifo(folder / "pipe"));
  EXPECT_THROW(write_named_file("/dev/full", "x"), DiskFullError);
}

TEST(NamedFile, ContinuesWhereAnOpenDescriptorStands) {
  const TemporaryFolder folder;
  FileDescriptor file(folder / "a", O_RDWR | O_CREAT);
  file.write("before, ");
  write_named_file("/dev/fd/" + std::to_string(file.get()), "between, ");
  file.write("after");
  EXPECT_EQ(read_whole_file(folder / "a"), "before, between, after");
}

TEST(NamedFile, RefusesFoldersAndCircles) {
  const TemporaryFolder folder;
  std::filesystem::create_symlink("b", folder / "a");
  std::filesystem::create_symlink("a", folder / "b");
  EXPECT_THAT(message_of<InputError>([&] { write_named_file(folder / "a", "x"); }), HasSubstr("circle"));
  EXPECT_THAT(message_of<InputError>([&] { write_named_file(folder.path(), "x"); }), HasSubstr("is a folder"));
}

}  // namespace
}  // namespace imprint
