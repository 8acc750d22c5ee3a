// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/download/fetch_dataset.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "tests/app/download/file_server.h"
#include "tests/app/download/heard_fetch.h"
#include "tests/app/download/small_archive.h"
#include "tests/support/expect_error.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tiny_filesystem.h"

namespace imprint::test {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

PublishedFile published(const std::string& name, const std::string& content) {
  return {.name = name,
          .urls = {"http://nowhere.invalid/" + name},
          .bytes = std::ssize(content),
          .sha256 = sha256_text(content)};
}

class FetchDataset : public testing::Test {
 protected:
  FetchDataset() {
    PublishedFile file = published("a.zip", archive_);
    file.is_archive = true;
    file.without_folder = "a";
    data_ = {.name = "tiny", .dataset = "graph", .title = "Tiny", .files = {file, published("b.txt", "text\n")}};
  }
  FetchReport fetch(const std::string& from) {
    return fetch_dataset({data_, folder_ / "data", from, quick_limits()}, heard_, token_);
  }
  fs::path inside(const std::string& name) const { return folder_ / ("data/" + name); }

  const std::string archive_ = small_archive({{"a/raw/edge.csv", "0,1\n"}, {"a/split/x/train.csv", "0\n"}}, true);
  const ServedFiles files_ = {{"/mirror/a.zip", archive_}, {"/mirror/b.txt", "text\n"}};
  PublishedData data_;
  TemporaryFolder folder_;
  HeardFetch heard_;
  CancellationToken token_;
};

TEST_F(FetchDataset, TakesAllFilesFromAMirrorAndUnpacks) {
  for (const char* ending : {"/mirror", "/mirror/"}) {
    const FileServer server(files_);
    const FetchReport report = fetch(server.address() + ending);
    EXPECT_EQ(report.folder, inside("").parent_path());
    ASSERT_EQ(report.files.size(), 2U);
    EXPECT_EQ(report.files[0].url, server.address() + "/mirror/a.zip");
    EXPECT_EQ(read_whole_file(inside("raw/edge.csv")), "0,1\n");
    EXPECT_EQ(read_whole_file(inside("split/x/train.csv")), "0\n");
    EXPECT_EQ(read_whole_file(inside("b.txt")), "text\n");
    EXPECT_FALSE(fs::exists(inside("a.zip"))) << "the data would lie on the disk twice";
    fs::remove_all(inside(""));
  }
}

TEST_F(FetchDataset, FetchesNothingTwice) {
  const FileServer server(files_);
  fetch(server.address() + "/mirror");
  const auto first_requests = server.requests().size();
  const FetchReport again = fetch(server.address() + "/mirror");
  EXPECT_EQ(server.requests().size(), first_requests);
  for (const FetchedFile& file : again.files) {
    EXPECT_THAT(file.url, IsEmpty());
    EXPECT_TRUE(file.is_verified);
  }
  EXPECT_THAT(heard_.told(),
              AllOf(HasSubstr("a.zip: is unpacked there already, whole"), HasSubstr("b.txt: is there already, whole")));
}

TEST_F(FetchDataset, FetchesAnArchiveAgainWhenAFileOfItIsGone) {
  const FileServer server(files_);
  fetch(server.address() + "/mirror");
  fs::remove(inside("raw/edge.csv"));
  fetch(server.address() + "/mirror");
  EXPECT_EQ(read_whole_file(inside("raw/edge.csv")), "0,1\n");
  EXPECT_EQ(server.requests().size(), 3U);
}

TEST_F(FetchDataset, ADamagedReceiptIsNoReceipt) {
  const FileServer server(files_);
  fetch(server.address() + "/mirror");
  std::ofstream(inside("a.zip.fetched.json")) << "{\"url\": 3";
  fetch(server.address() + "/mirror");
  EXPECT_EQ(server.requests().size(), 3U);
}

TEST_F(FetchDataset, TellsWhenAFileOfItWasChanged) {
  const FileServer server(files_);
  fetch(server.address() + "/mirror");
  std::ofstream(inside("raw/edge.csv")) << "0,2\n";
  EXPECT_THAT(input_error_of([&] { fetch(server.address() + "/mirror"); }), HasSubstr("raw/edge.csv is there already"));
  EXPECT_EQ(read_whole_file(inside("raw/edge.csv")), "0,2\n");
}

TEST_F(FetchDataset, RefusesWhatIsNoAddressAndNoFolder) {
  for (const std::string from : {"ftp://host/x", "host/x", "http://", "https:///x"})
    EXPECT_THAT(input_error_of([&] { fetch(from); }), HasSubstr("--from = " + from + ": an address is expected"));
  std::ofstream(folder_ / "data") << "x";
  EXPECT_THAT(input_error_of([&] { fetch("http://127.0.0.1:1"); }), HasSubstr("expected a folder, found a file"));
}

TEST_F(FetchDataset, OnAFullDiskSaysHowMuchIsNeeded) {
  const TinyFilesystem disk(64);
  if (!disk.is_mounted()) GTEST_SKIP() << "needs the right to mount";
  const std::string content = some_bytes(200000);
  const FileServer server(ServedFiles{{"/c.bin", content}});
  data_.files = {published("c.bin", content)};
  try {
    fetch_dataset({data_, disk.path(), server.address(), quick_limits()}, heard_, token_);
    FAIL() << "no error";
  } catch (const DiskFullError& error) {
    EXPECT_THAT(error.what(), AllOf(HasSubstr("the disk is full at " + disk.path().string()),
                                    HasSubstr("give the same command again (all of it is 200.0 kB to fetch)")));
  }
}

}  // namespace
}  // namespace imprint::test
