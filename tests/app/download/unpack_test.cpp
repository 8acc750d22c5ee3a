// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/download/unpack.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <random>

#include "core/base/atomic_file.h"
#include "tests/app/download/heard_fetch.h"
#include "tests/app/download/small_archive.h"
#include "tests/support/expect_error.h"
#include "tests/support/temporary_folder.h"

namespace imprint::test {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::HasSubstr;

class Unpack : public testing::Test {
 protected:
  fs::path stored(const std::string& bytes) const {
    std::ofstream(folder_ / "a.archive", std::ios::binary) << bytes;
    return folder_ / "a.archive";
  }
  std::vector<UnpackedFile> unpack_here(const std::string& bytes, const std::string& without_folder = "") const {
    return unpack(stored(bytes), into(), without_folder, {});
  }
  fs::path into() const { return folder_ / "in"; }
  TemporaryFolder folder_;
};

TEST_F(Unpack, WritesEveryFileOfBothKindsOfArchives) {
  for (const bool as_zip : {false, true}) {
    const std::string content = some_bytes(100000);
    const auto files = unpack_here(small_archive({{"d/"}, {"d/a.bin", content}, {"./d/e/b", ""}}, as_zip));
    ASSERT_EQ(files.size(), 2U);
    EXPECT_EQ(files[0].path, "d/a.bin");
    EXPECT_EQ(files[0].bytes, 100000);
    EXPECT_EQ(files[0].sha256, sha256_text(content));
    EXPECT_EQ(read_whole_file(into() / "d/a.bin"), content);
    EXPECT_EQ(read_whole_file(into() / "d/e/b"), "");
    fs::remove_all(into());
  }
}

TEST_F(Unpack, LeavesTheOuterFolderAway) {
  const auto files = unpack_here(small_archive({{"arxiv/raw/edge.csv", "1,2\n"}, {"readme", "x"}}, true), "arxiv");
  EXPECT_EQ(files[0].path, "raw/edge.csv");
  EXPECT_EQ(read_whole_file(into() / "raw/edge.csv"), "1,2\n");
  EXPECT_TRUE(fs::exists(into() / "readme"));
}

TEST_F(Unpack, WritesNothingOfAnArchiveThatLeavesTheFolder) {
  const std::vector<ArchiveMember> bad = {
      {"../evil", "x"}, {"d/../../evil", "x"}, {"/tmp/evil", "x"}, {"d\\evil", "x"}, {"evil", "", "/etc/passwd"}};
  for (const ArchiveMember& member : bad) {
    EXPECT_THAT(input_error_of([&] {
                  unpack_here(small_archive({{"good", "x"}, member}));
                }),
                AllOf(HasSubstr("its entry \"" + member.path + "\""), HasSubstr("nothing was unpacked")));
    EXPECT_FALSE(fs::exists(into())) << member.path;
    EXPECT_FALSE(fs::exists(folder_ / "evil"));
  }
}

TEST_F(Unpack, GoesOnWhereAnEarlierOneWasStopped) {
  const std::string archive = small_archive({{"a", "one"}, {"b", "two"}});
  fs::create_directories(into());
  std::ofstream(into() / "a") << "one";
  std::ofstream(into() / "b.part") << "half of someth";
  EXPECT_EQ(unpack_here(archive).size(), 2U);
  EXPECT_EQ(read_whole_file(into() / "b"), "two");
  EXPECT_FALSE(fs::exists(into() / "b.part"));
}

TEST_F(Unpack, NeverTouchesAFileOfOtherContent) {
  fs::create_directories(into());
  std::ofstream(into() / "a") << "mine";
  EXPECT_THAT(input_error_of([&] {
                unpack_here(small_archive({{"a", "one"}}));
              }),
              AllOf(HasSubstr("in/a is there already"), HasSubstr("--to")));
  EXPECT_EQ(read_whole_file(into() / "a"), "mine");
  EXPECT_FALSE(fs::exists(into() / "a.part"));
}

/// Bytes that do not shrink.
std::string random_bytes(int count) {
  std::mt19937 random(1);
  std::string bytes;
  for (int i = 0; i < count; ++i) bytes.push_back(static_cast<char>(random()));
  return bytes;
}

TEST_F(Unpack, RefusesWhatIsDamagedOrNoArchive) {
  const std::string cut = small_archive({{"a", random_bytes(300000)}});
  EXPECT_THAT(input_error_of([&] { unpack_here(cut.substr(0, cut.size() / 2)); }), HasSubstr("a.archive is damaged: "));
  std::string changed = small_archive({{"a", random_bytes(300000)}}, true);
  changed[changed.size() / 2] ^= 1;
  EXPECT_THAT(input_error_of([&] { unpack_here(changed); }), HasSubstr("a.archive is damaged at a: "));
  EXPECT_THAT(input_error_of([&] { unpack_here("<html>no</html>"); }), HasSubstr("a.archive is "));
  EXPECT_FALSE(fs::exists(into() / "a"));
}

}  // namespace
}  // namespace imprint::test
