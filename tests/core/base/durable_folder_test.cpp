// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/durable_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <unistd.h>

#include <fstream>
#include <thread>
#include <vector>

#include "core/base/file_error.h"
#include "tests/support/temporary_folder.h"

namespace imprint {
namespace {

using test::TemporaryFolder;
using ::testing::HasSubstr;
namespace fs = std::filesystem;

TEST(DurableFolder, MakesEveryMissingLevel) {
  const TemporaryFolder folder;
  create_folders_durably(folder / "a/b/c");
  create_folders_durably(folder / "d/e/");
  EXPECT_TRUE(fs::is_directory(folder / "a/b/c"));
  EXPECT_TRUE(fs::is_directory(folder / "d/e"));
}

TEST(DurableFolder, WhatIsThereIsLeftAlone) {
  const TemporaryFolder folder;
  std::ofstream(folder / "file") << "x";
  create_folders_durably(folder.path());
  create_folders_durably("");
  create_folders_durably("/");
  EXPECT_TRUE(fs::exists(folder / "file"));
}

TEST(DurableFolder, FollowsALinkToAFolder) {
  const TemporaryFolder folder;
  fs::create_directory(folder / "real");
  fs::create_directory_symlink("real", folder / "link");
  create_folders_durably(folder / "link/new");
  EXPECT_TRUE(fs::is_directory(folder / "real/new"));
}

TEST(DurableFolder, SaysWhyItCannotBeMade) {
  const TemporaryFolder folder;
  std::ofstream(folder / "file") << "x";
  try {
    create_folders_durably(folder / "file/a");
    FAIL() << "a folder below a file";
  } catch (const FileError& error) {
    EXPECT_THAT(error.what(), HasSubstr("cannot create " + (folder / "file").string()));
  }
}

TEST(DurableFolder, ManyMayMakeTheSameOneAtOnce) {
  const TemporaryFolder folder;
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) threads.emplace_back([&] { create_folders_durably(folder / "a/b/c/d"); });
  for (auto& thread : threads) thread.join();
  EXPECT_TRUE(fs::is_directory(folder / "a/b/c/d"));
}

TEST(SyncFolder, NamesTheFolderThatIsNotThere) {
  const TemporaryFolder folder;
  EXPECT_THROW(sync_folder(folder / "none"), FileError);
  EXPECT_NO_THROW(sync_folder(folder.path()));
}

TEST(SyncDescriptor, WhatTheSystemCannotSyncIsTrusted) {
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  EXPECT_NO_THROW(sync_descriptor(ends[1], "some/pipe"));  // EINVAL
  EXPECT_THROW(sync_descriptor(-1, "some/file"), FileError);
  ::close(ends[0]);
  ::close(ends[1]);
}

}  // namespace
}  // namespace imprint
