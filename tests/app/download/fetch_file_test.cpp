// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/download/fetch_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "app/download/part_file.h"
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "tests/app/download/file_server.h"
#include "tests/app/download/heard_fetch.h"
#include "tests/support/expect_error.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tiny_filesystem.h"

namespace imprint::test {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr std::size_t file_bytes = 200000;

class FetchFile : public testing::Test {
 protected:
  PublishedFile published_at(const std::vector<std::string>& addresses) const {
    PublishedFile file{.name = "x.bin", .bytes = file_bytes, .sha256 = sha256_text(content_)};
    for (const std::string& address : addresses) file.urls.push_back(address + "/x.bin");
    return file;
  }
  FetchedFile fetch(const PublishedFile& file) { return fetch_file(file, folder_.path(), {limits_, heard_, token_}); }
  /// What the JobError says.
  std::string failure_of(const PublishedFile& file) {
    try {
      fetch(file);
    } catch (const JobError& error) {
      return error.what();
    }
    return "no error";
  }
  void leave_part(const std::string& bytes) const { std::ofstream(part(), std::ios::binary) << bytes; }
  fs::path target() const { return folder_ / "x.bin"; }
  fs::path part() const { return folder_ / "x.bin.part"; }
  std::string stored() const { return read_whole_file(target()); }

  const std::string content_ = some_bytes(file_bytes);
  const ServedFiles files_ = {{"/x.bin", content_}};
  TemporaryFolder folder_;
  HeardFetch heard_;
  FetchLimits limits_ = quick_limits();
  CancellationToken token_;
};

TEST_F(FetchFile, StoresItUnderItsNameOnceItIsWhole) {
  const FileServer server(files_);
  const FetchedFile fetched = fetch(published_at({server.address()}));
  EXPECT_EQ(stored(), content_);
  EXPECT_FALSE(fs::exists(part()));
  EXPECT_EQ(fetched.sha256, sha256_text(content_));
  EXPECT_TRUE(fetched.is_verified);
  EXPECT_EQ(fetched.url, server.address() + "/x.bin");
  EXPECT_EQ(server.requests(), (std::vector<FileRequest>{{"/x.bin", ""}}));
  EXPECT_EQ(heard_.progress().back().bytes, static_cast<std::int64_t>(file_bytes));
}

TEST_F(FetchFile, FollowsARedirection) {
  const FileServer store(files_);
  const FileServer server(ServedFiles(), {.redirects_to_port = store.port()});
  fetch(published_at({server.address()}));
  EXPECT_EQ(stored(), content_);
}

TEST_F(FetchFile, AsksOnlyForTheBytesThatAreMissing) {
  const FileServer server(files_);
  leave_part(content_.substr(0, 150000));
  fetch(published_at({server.address()}));
  EXPECT_EQ(stored(), content_);
  EXPECT_EQ(server.requests(), (std::vector<FileRequest>{{"/x.bin", "bytes=150000-"}}));
  EXPECT_THAT(heard_.told(), HasSubstr("x.bin: goes on at 150.0 kB of 200.0 kB"));
}

TEST_F(FetchFile, AsksForNothingWhenOnlyTheNameIsMissing) {
  const FileServer server(files_);
  leave_part(content_);
  fetch(published_at({server.address()}));
  EXPECT_EQ(stored(), content_);
  EXPECT_THAT(server.requests(), IsEmpty());
}

TEST_F(FetchFile, BeginsAnewWhereTheServerIgnoresTheRange) {
  const FileServer server(files_, {.knows_ranges = false});
  leave_part(std::string(150000, 'x'));
  fetch(published_at({server.address()}));
  EXPECT_EQ(stored(), content_);
  EXPECT_EQ(server.requests().size(), 1U);
  EXPECT_THAT(heard_.told(), HasSubstr("begun anew"));
}

TEST_F(FetchFile, BeginsAnewOnceWhenTheChecksumOfAResumedFileIsWrong) {
  const FileServer server(files_);
  leave_part(std::string(150000, 'x'));
  fetch(published_at({server.address()}));
  EXPECT_EQ(stored(), content_);
  EXPECT_EQ(server.requests(), (std::vector<FileRequest>{{"/x.bin", "bytes=150000-"}, {"/x.bin", ""}}));
  EXPECT_THAT(heard_.told(), HasSubstr("the checksum is wrong"));
}

TEST_F(FetchFile, GoesOnAfterABrokenConnection) {
  const FileServer server(files_, {.drops_after = 80000, .drops = 2});
  fetch(published_at({server.address()}));
  EXPECT_EQ(stored(), content_);
  EXPECT_EQ(server.requests(),
            (std::vector<FileRequest>{{"/x.bin", ""}, {"/x.bin", "bytes=80000-"}, {"/x.bin", "bytes=160000-"}}));
  EXPECT_THAT(heard_.told(), HasSubstr("broke off; trying again"));
}

TEST_F(FetchFile, GivesUpASilentConnectionAndGoesOn) {
  const FileServer server(files_, {.drops_after = 80000, .drops = 1, .falls_silent = true});
  fetch(published_at({server.address()}));
  EXPECT_EQ(stored(), content_);
  EXPECT_THAT(heard_.told(), HasSubstr("sent nothing for 1 s; trying again"));
}

TEST_F(FetchFile, TriesAgainWhenTheServerIsInTrouble) {
  const FileServer server(files_, {.status = 503, .status_answers = 2});
  fetch(published_at({server.address()}));
  EXPECT_EQ(stored(), content_);
  EXPECT_THAT(heard_.told(), HasSubstr("answers 503: the server is in trouble; trying again"));
}

TEST_F(FetchFile, StopsTryingWhereNoByteComes) {
  const FileServer server(files_, {.status = 503});
  EXPECT_THAT(failure_of(published_at({server.address()})), HasSubstr("answers 503"));
  EXPECT_EQ(server.requests().size(), 3U);
}

TEST_F(FetchFile, RefusesOtherContentAndLeavesNothing) {
  const FileServer server(ServedFiles{{"/x.bin", std::string(file_bytes, 'x')}});
  const PublishedFile file = published_at({server.address()});
  EXPECT_THAT(failure_of(file), AllOf(HasSubstr("x.bin: could not be fetched: "), HasSubstr("has another file"),
                                      HasSubstr("expected is " + file.sha256)));
  EXPECT_EQ(server.requests().size(), 1U);
  EXPECT_TRUE(fs::is_empty(folder_.path()));
}

TEST_F(FetchFile, RefusesAnotherLengthBeforeItIsFetched) {
  const FileServer server(ServedFiles{{"/x.bin", "<html>Please sign in</html>"}});
  leave_part("begun");
  EXPECT_THAT(failure_of(published_at({server.address()})), HasSubstr("has another file"));
  EXPECT_EQ(read_whole_file(part()), "begun");
}

TEST_F(FetchFile, WithoutAKnownChecksumTellsItsOwn) {
  const FileServer server(files_);
  PublishedFile file = published_at({server.address()});
  file.sha256.clear();
  const FetchedFile fetched = fetch(file);
  EXPECT_FALSE(fetched.is_verified);
  EXPECT_EQ(fetched.sha256, sha256_text(content_));
}

TEST_F(FetchFile, TakesTheNextAddressWhereOneFails) {
  const FileServer lacking, changed(ServedFiles{{"/x.bin", std::string(file_bytes, 'x')}}), good(files_);
  const std::string nobody = "http://127.0.0.1:" + std::to_string(unused_port());
  const FetchedFile fetched = fetch(published_at({nobody, lacking.address(), changed.address(), good.address()}));
  EXPECT_EQ(fetched.url, good.address() + "/x.bin");
  EXPECT_EQ(stored(), content_);
  EXPECT_THAT(heard_.told(), AllOf(HasSubstr("could not reach"), HasSubstr("answers 404"), HasSubstr("SHA-256"),
                                   HasSubstr("asking the next address")));
}

TEST_F(FetchFile, SaysWhichHostHasNoSuchFile) {
  const FileServer server;
  EXPECT_EQ(failure_of(published_at({server.address()})),
            "x.bin: could not be fetched: 127.0.0.1:" + std::to_string(server.port()) +
                " answers 404: there is no such file; check the connection or name a mirror by --from");
  EXPECT_TRUE(fs::is_empty(folder_.path()));
}

TEST_F(FetchFile, SaysWhichHostIsOutOfReachAndWhatToDo) {
  const int port = unused_port();
  const FileServer server;  // for no_proxy
  EXPECT_EQ(failure_of(published_at({"http://127.0.0.1:" + std::to_string(port)})),
            "x.bin: could not be fetched: could not reach 127.0.0.1:" + std::to_string(port) +
                ": Connection refused; check the connection or name a mirror by --from");
}

TEST_F(FetchFile, SaysThatANameIsNotKnown) {
  limits_.transfer.connect_seconds = 1;
  EXPECT_THAT(failure_of(published_at({"http://nowhere.invalid"})), HasSubstr("could not reach nowhere.invalid: "));
}

TEST_F(FetchFile, KeepsWhatHasComeWhenItFails) {
  const FileServer server(files_, {.drops_after = 0});
  leave_part(content_.substr(0, 80000));
  EXPECT_THAT(failure_of(published_at({server.address()})),
              AllOf(HasSubstr("broke off"), HasSubstr("x.bin.part keeps the 80.0 kB of 200.0 kB that have come"),
                    HasSubstr("the same command goes on from there")));
  EXPECT_EQ(read_whole_file(part()), content_.substr(0, 80000));
}

TEST_F(FetchFile, KeepsWhatHasComeWhenItIsStopped) {
  const FileServer server(files_, {.drops_after = 80000, .falls_silent = true});
  limits_.transfer.stall_seconds = 60;
  heard_.on_bytes = [&] { token_.cancel(); };
  EXPECT_THROW(fetch(published_at({server.address()})), CancelledError);
  EXPECT_FALSE(fs::exists(target()));
  const auto kept = fs::file_size(part());
  EXPECT_GT(kept, 0U);
  EXPECT_EQ(read_whole_file(part()), content_.substr(0, kept));
  EXPECT_THAT(heard_.told(), HasSubstr("x.bin: stopped; " + part().string() + " keeps the "));
}

TEST_F(FetchFile, DoesNotFetchWhatIsThereAndWhole) {
  const FileServer server(files_);
  std::ofstream(target(), std::ios::binary) << content_;
  const FetchedFile found = fetch(published_at({server.address()}));
  EXPECT_THAT(found.url, IsEmpty());
  EXPECT_TRUE(found.is_verified);
  EXPECT_THAT(server.requests(), IsEmpty());
  EXPECT_THAT(heard_.told(), HasSubstr("x.bin: is there already, whole"));
}

TEST_F(FetchFile, NeverTouchesAFileOfOtherContent) {
  const FileServer server(files_);
  std::ofstream(target()) << "my own";
  EXPECT_THAT(input_error_of([&] { fetch(published_at({server.address()})); }),
              AllOf(HasSubstr("is another file than the one to fetch (6 bytes"), HasSubstr("--to")));
  EXPECT_EQ(stored(), "my own");
  EXPECT_THAT(server.requests(), IsEmpty());
}

TEST_F(FetchFile, IsLeftToWhoeverFetchesItAlready) {
  const FileServer server(files_);
  PartFile held(target());
  EXPECT_THAT(failure_of(published_at({server.address()})), HasSubstr("another process is fetching this file"));
}

TEST_F(FetchFile, OnAFullDiskKeepsWhatHasCome) {
  const TinyFilesystem disk(128);
  if (!disk.is_mounted()) GTEST_SKIP() << "needs the right to mount";
  const FileServer server(files_);
  EXPECT_THROW(fetch_file(published_at({server.address()}), disk.path(), {limits_, heard_, token_}), DiskFullError);
  const std::string kept = read_whole_file(disk.path() / "x.bin.part");
  EXPECT_GT(kept.size(), 60000U);
  EXPECT_EQ(kept, content_.substr(0, kept.size()));
}

}  // namespace
}  // namespace imprint::test
