// SPDX-License-Identifier: GPL-3.0-or-later
// imprint dataset fetch, from a server on the loopback to `dataset verify` and Ctrl+C.
#include "app/cli/dataset_fetch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "app/cli/fetch_display.h"
#include "app/cli/jobs/job_commands.h"
#include "core/base/atomic_file.h"
#include "tests/app/cli/doors/whole_program.h"
#include "tests/app/download/file_server.h"
#include "tests/app/download/heard_fetch.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tiny_files.h"

namespace imprint::test {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using ::testing::AllOf;
using ::testing::HasSubstr;

constexpr const char* parts[] = {"train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte",
                                 "t10k-labels-idx1-ubyte"};

/// The tiny images as if they were published.
class DatasetFetchCommand : public testing::Test {
 protected:
  DatasetFetchCommand() {
    write_tiny_mnist(folder_ / "source");
    known_ = {{.name = "tiny", .dataset = "mnist", .title = "Tiny MNIST", .files = {}}};
    for (const char* part : parts) {
      const std::string content = read_whole_file(folder_ / ("source/" + std::string(part)));
      files_["/" + std::string(part)] = content;
      known_[0].files.push_back({.name = part,
                                 .urls = {"http://nowhere.invalid/" + std::string(part)},
                                 .bytes = std::ssize(content),
                                 .sha256 = sha256_text(content)});
    }
  }

  Outcome run(const std::vector<std::string>& words) const {
    cli::CommandSet set;
    set.groups.push_back({"dataset", "Datasets"});
    set.commands.push_back(cli::make_dataset_fetch_command(known_, quick_limits()));
    set.commands.push_back(cli::make_dataset_verify_command());
    std::vector<std::string> line = {"dataset"};
    line.insert(line.end(), words.begin(), words.end());
    return run_words(set, line);
  }
  std::string to() const { return (folder_ / "data").string(); }

  TemporaryFolder folder_;
  ServedFiles files_;
  std::vector<PublishedData> known_;
};

TEST_F(DatasetFetchCommand, BringsWhatTheReaderReads) {
  const FileServer server(files_);
  const Outcome fetched = run({"fetch", "tiny", "--to", to(), "--from", server.address()});
  EXPECT_EQ(fetched.exit_code, 0) << fetched.err;
  EXPECT_THAT(fetched.out, AllOf(HasSubstr("Tiny MNIST is in " + to()), HasSubstr("its SHA-256 is as expected"),
                                 HasSubstr("--set dataset.name=mnist --set dataset.root=" + to())));
  EXPECT_THAT(fetched.err, HasSubstr("1/4 train-images-idx3-ubyte"));
  const Outcome verified = run({"verify", "mnist", "--root", to()});
  EXPECT_EQ(verified.exit_code, 0) << verified.err;
  EXPECT_THAT(verified.out, HasSubstr("whole: "));
}

TEST_F(DatasetFetchCommand, IsNamedWhereFilesAreMissing) {
  EXPECT_THAT(run({"verify", "mnist"}).err, HasSubstr("imprint dataset fetch mnist brings such files"));
  fs::create_directories(to());
  EXPECT_THAT(run({"verify", "cifar10", "--root", to()}).err, HasSubstr("imprint dataset fetch cifar10 brings"));
}

TEST_F(DatasetFetchCommand, AnswersInJson) {
  const FileServer server(files_);
  const std::vector<std::string> words = {"fetch", "tiny", "--to", to(), "--from", server.address(), "--json"};
  const json first = json::parse(run(words).out);
  EXPECT_EQ(first.at("root"), to());
  EXPECT_EQ(first.at("dataset"), "mnist");
  EXPECT_EQ(first.at("files").size(), 4U);
  EXPECT_EQ(first.at("files")[0].at("url"), server.address() + "/" + parts[0]);
  EXPECT_EQ(first.at("files")[0].at("sha256"), known_[0].files[0].sha256);
  const json second = json::parse(run(words).out);
  EXPECT_TRUE(second.at("files")[0].at("was_there").get<bool>());
  EXPECT_TRUE(second.at("files")[0].at("url").is_null());
}

TEST_F(DatasetFetchCommand, OutOfReachIsAFailureThatSaysWhatToDo) {
  const FileServer server;  // for no_proxy
  const std::string nobody = "127.0.0.1:" + std::to_string(unused_port());
  const Outcome outcome = run({"fetch", "tiny", "--to", to(), "--from", "http://" + nobody, "--json"});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(json::parse(outcome.out).at("error").get<std::string>(),
              HasSubstr("could not reach " + nobody +
                        ": Connection refused; check the connection or name a mirror by "
                        "--from"));
}

TEST_F(DatasetFetchCommand, ListsWhatThereIsAndRefusesWhatThereIsNot) {
  EXPECT_THAT(run({"fetch"}).out, AllOf(HasSubstr("tiny"), HasSubstr("Tiny MNIST"), HasSubstr("dataset fetch NAME")));
  EXPECT_EQ(json::parse(run({"fetch", "--json"}).out).at("fetchable")[0].at("files").size(), 4U);
  const Outcome unknown = run({"fetch", "tinny", "--to", to()});
  EXPECT_EQ(unknown.exit_code, 2);
  EXPECT_THAT(unknown.err, HasSubstr("NAME must be tiny, but is \"tinny\"; did you mean tiny?"));
  EXPECT_THAT(run({"fetch", "--to", to()}).err, HasSubstr("--to is not read without NAME"));
  EXPECT_EQ(run({"fetch", "tiny", "--to", to(), "--from", "mirror"}).exit_code, 2);
  EXPECT_FALSE(fs::exists(to()));
}

TEST_F(DatasetFetchCommand, AnInterruptIsACancellationThatKeepsThePart) {
  const FileServer server(files_, {.drops_after = 100, .falls_silent = true});
  std::thread person([&] {
    const fs::path part = fs::path(to()) / (std::string(parts[0]) + ".part");
    std::error_code error;
    while (!fs::exists(part, error) || fs::file_size(part, error) < 100)
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    ::raise(SIGINT);
  });
  known_[0].files.resize(1);
  cli::CommandSet set;
  set.groups.push_back({"dataset", "Datasets"});
  set.commands.push_back(cli::make_dataset_fetch_command(known_, {}));  // nothing is given up by itself
  const Outcome outcome =
      run_words(set, {"dataset", "fetch", "tiny", "--to", to(), "--from", server.address(), "--json"});
  person.join();
  EXPECT_EQ(outcome.exit_code, 130);
  EXPECT_THAT(outcome.err, AllOf(HasSubstr(".part keeps the 100 B of "), HasSubstr("the same command goes on")));
  EXPECT_THAT(json::parse(outcome.out).at("error"), "cancelled");
}

TEST(FetchLine, TellsShareRateAndWhatRemains) {
  EXPECT_EQ(cli::fetch_line({"x.gz", 2, 4, 2500000, 10000000, 1250000, 6}),
            "2/4 x.gz  2.5 MB of 10.0 MB (25.0 %)  1.2 MB/s  0:06 left");
  EXPECT_EQ(cli::fetch_line({"x.gz", 1, 1, 0, 10, 0, -1}), "1/1 x.gz  0 B of 10 B (0.0 %)");
}

}  // namespace
}  // namespace imprint::test
