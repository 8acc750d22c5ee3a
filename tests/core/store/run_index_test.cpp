// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/run_index.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <fstream>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/spec/condition.h"
#include "core/store/metrics_file.h"
#include "core/store/run_lock.h"
#include "core/store/run_notes.h"
#include "core/store/run_trash.h"
#include "core/store/sqlite_database.h"
#include "tests/support/stored_runs.h"
#include "tests/support/temporary_folder.h"

namespace imprint {
namespace {

namespace fs = std::filesystem;
using test::store_run;
using ::testing::HasSubstr;

std::vector<std::string> names_of(const std::vector<RunEntry>& entries) {
  std::vector<std::string> names;
  for (const RunEntry& entry : entries) names.push_back(entry.name);
  std::ranges::sort(names);
  return names;
}

class RunIndexTest : public ::testing::Test {
 protected:
  const fs::path& root() const { return folder.path(); }
  fs::path file() const { return root() / index_file_name; }
  test::TemporaryFolder folder;
};

TEST_F(RunIndexTest, HoldsWhatARunIs) {
  const RunDirectory run = store_run(root() / "r", {.name = "mine", .seed = 7, .accuracy = 0.8, .damage = 0.05});
  write_notes(run, {{"paper", "v2"}, "a note"});
  RunIndex(root()).refresh();
  RunIndex index(root());  // from the file
  const auto entries = index.entries();
  ASSERT_EQ(entries.size(), 1U);
  const RunEntry& entry = entries.front();
  EXPECT_EQ(entry.directory, run.root());
  EXPECT_EQ(entry.seed, 7U);
  EXPECT_EQ(entry.status.state, RunState::finished);
  EXPECT_DOUBLE_EQ(entry.finals.of(metric::test_accuracy), 0.8);
  EXPECT_GT(entry.finals.of(metric::test_loss), 0);
  EXPECT_TRUE(std::isfinite(entry.finals.of(metric::fisher_trace)) &&
              std::isfinite(entry.finals.of(metric::hessian_trace)));
  EXPECT_EQ(entry.damage_metric, "test/accuracy");
  EXPECT_DOUBLE_EQ(entry.damage, 0.05);
  EXPECT_DOUBLE_EQ(*entry.recovery, 0.75);
  EXPECT_EQ(deficit_text(entry), "precision 2 bits, 0 + 5 epoch");
  EXPECT_EQ(entry.condition, condition_hash(run.read_config()));
  EXPECT_EQ(field_in(entry.fields, "model.name"), "resnet20");
  EXPECT_EQ(entry.tags, (std::vector<std::string>{"paper", "v2"}));
  EXPECT_EQ(entry.note, "a note");
  EXPECT_TRUE(entry.has_baseline);
  EXPECT_FALSE(entry.trashed);
  EXPECT_EQ(entry.problem, "");
}

TEST_F(RunIndexTest, KeepsFinalValuesThatAreNotFinite) {
  const RunDirectory run = store_run(root() / "r", {.name = "diverged"});
  const auto length = static_cast<std::int64_t>(fs::file_size(run.metrics()));
  MetricsWriter(run.metrics(), length)
      .append(std::vector<MetricRow>{{.step = 90, .metric = metric::test_loss, .value = NAN},
                                     {.step = 90, .metric = metric::fisher_trace, .value = INFINITY}});
  RunIndex(root()).refresh();
  RunIndex index(root());
  const auto entries = index.entries();
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(index.notice(), "");
  EXPECT_TRUE(entries[0].finals.all().contains(metric::test_loss));
  EXPECT_TRUE(std::isnan(entries[0].finals.of(metric::test_loss)));
  EXPECT_EQ(entries[0].finals.of(metric::fisher_trace), INFINITY);
}

TEST_F(RunIndexTest, ReadsOnlyWhatHasChanged) {
  for (const char* name : {"a", "b", "c"}) store_run(root() / name, {.name = name});
  RunIndex index(root());
  EXPECT_EQ(index.refresh().read, 3);
  EXPECT_EQ(index.refresh().read, 0);
  write_notes(RunDirectory(root() / "b"), {{"new"}, ""});
  store_run(root() / "d", {.name = "d"});
  fs::remove_all(root() / "c");
  const RefreshResult result = index.refresh();
  EXPECT_EQ(result.read, 2);
  EXPECT_EQ(result.gone, 1);
  EXPECT_EQ(result.found, 3);
  EXPECT_EQ(names_of(index.entries()), (std::vector<std::string>{"a", "b", "d"}));
  EXPECT_EQ(index.rebuild().read, 3);
}

TEST_F(RunIndexTest, AnActiveRunIsCheckedAnew) {
  const RunDirectory run = store_run(root() / "r", {.state = RunState::running});
  RunIndex index(root());
  {
    const RunLock lock(run.lock());
    index.refresh();
    EXPECT_FALSE(index.entries().front().stale);
  }
  EXPECT_EQ(index.refresh().read, 1);  // no file of it has changed
  EXPECT_TRUE(index.entries().front().stale);
}

TEST_F(RunIndexTest, ADamagedRunStaysInItWithItsProblem) {
  const RunDirectory run = store_run(root() / "r");
  std::ofstream(run.config(), std::ios::binary) << "{";
  std::ofstream(run.notes(), std::ios::binary) << "no json";
  RunIndex index(root());
  index.refresh();
  const auto entries = index.entries();
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_THAT(entries.front().problem, HasSubstr("config.json: damaged JSON"));
  EXPECT_THAT(entries.front().notes_problem, HasSubstr("notes.json: damaged JSON"));
  EXPECT_EQ(state_name(entries.front()), "unreadable");
}

TEST_F(RunIndexTest, ACorruptFileIsWrittenAnew) {
  store_run(root() / "r", {.name = "r"});
  RunIndex(root()).refresh();
  for (const std::string& content :
       {std::string("this is no database, but long enough to be looked at"), read_whole_file(file()).substr(0, 5000)}) {
    std::ofstream(file(), std::ios::binary) << content;
    RunIndex index(root());
    index.refresh();
    EXPECT_EQ(names_of(index.entries()), std::vector<std::string>{"r"});
    EXPECT_FALSE(index.is_in_memory());
    EXPECT_THAT(index.notice(), HasSubstr("written anew"));
  }
}

TEST_F(RunIndexTest, AFileDamagedInItsMiddleIsWrittenAnew) {
  test::store_many_runs(root(), 200);
  RunIndex(root()).refresh();
  std::string content = read_whole_file(file());
  ASSERT_GT(content.size(), 100000U);
  for (std::size_t i = 8192; i < content.size(); i += 512) content.replace(i, 256, std::string(256, '\x5a'));
  std::ofstream(file(), std::ios::binary) << content;
  RunIndex index(root());
  index.refresh();
  EXPECT_EQ(index.entries().size(), 200U);
  EXPECT_EQ(index.entries().front().model.empty(), false);
}

TEST_F(RunIndexTest, AFileOfAnotherVersionIsWrittenAnew) {
  store_run(root() / "r", {.name = "r"});
  RunIndex(root()).refresh();
  for (const char* change :
       {"PRAGMA user_version = 99", "PRAGMA user_version = 0", "UPDATE about SET value = 'other defaults'"}) {
    {
      SqliteDatabase database(file(), 100);
      database.execute(change);
      database.execute("UPDATE runs SET name = 'from the other version'");
    }
    RunIndex index(root());
    EXPECT_TRUE(index.entries().empty()) << change;
    index.refresh();
    EXPECT_EQ(names_of(index.entries()), std::vector<std::string>{"r"});
    EXPECT_EQ(index.notice(), "");
  }
}

TEST_F(RunIndexTest, TheFileOfAnotherProgramIsLeftAlone) {
  {
    SqliteDatabase database(file(), 100);
    database.execute("CREATE TABLE recipes (name TEXT)");
  }
  const std::string before = read_whole_file(file());
  store_run(root() / "r", {.name = "r"});
  RunIndex index(root());
  index.refresh();
  EXPECT_TRUE(index.is_in_memory());
  EXPECT_THAT(index.notice(), HasSubstr("another program"));
  EXPECT_EQ(names_of(index.entries()), std::vector<std::string>{"r"});
  EXPECT_EQ(read_whole_file(file()), before);
}

TEST_F(RunIndexTest, ALockedFileIsNotWaitedForForEver) {
  store_run(root() / "r", {.name = "r"});
  RunIndex(root()).refresh();
  SqliteDatabase other(file(), 100);
  other.execute("BEGIN EXCLUSIVE");
  RunIndex index(root());
  EXPECT_TRUE(index.is_in_memory());
  EXPECT_THAT(index.notice(), HasSubstr("in use by another program"));
  index.refresh();
  EXPECT_EQ(names_of(index.entries()), std::vector<std::string>{"r"});
}

TEST_F(RunIndexTest, AFileThatIsLockedLaterIsLeftForMemory) {
  store_run(root() / "r", {.name = "r"});
  RunIndex index(root());
  SqliteDatabase other(file(), 100);
  other.execute("BEGIN EXCLUSIVE");
  index.refresh();
  EXPECT_TRUE(index.is_in_memory());
  EXPECT_EQ(names_of(index.entries()), std::vector<std::string>{"r"});
}

TEST_F(RunIndexTest, WithoutARightToWriteItIsKeptInMemory) {
  store_run(root() / "r", {.name = "r"});
  fs::create_directory(file());  // in the way, whoever runs this test
  RunIndex index(root());
  index.refresh();
  EXPECT_TRUE(index.is_in_memory());
  EXPECT_THAT(index.notice(), HasSubstr("kept in memory"));
  EXPECT_EQ(names_of(index.entries()), std::vector<std::string>{"r"});
}

TEST_F(RunIndexTest, AFolderThatIsMissingIsEmptyAndNotMade) {
  RunIndex index(root() / "nowhere");
  EXPECT_EQ(index.refresh().found, 0);
  EXPECT_TRUE(index.entries().empty());
  EXPECT_FALSE(fs::exists(root() / "nowhere"));
}

TEST_F(RunIndexTest, ARunIsNotLitteredWithAnIndex) {
  const RunDirectory run = store_run(root() / "r", {.name = "r"});
  RunIndex index(run.root());
  index.refresh();
  EXPECT_EQ(names_of(index.entries()), std::vector<std::string>{"r"});
  EXPECT_EQ(index.entries().front().directory, run.root());
  EXPECT_FALSE(fs::exists(run.root() / index_file_name));
}

TEST_F(RunIndexTest, KnowsTheTrash) {
  const RunDirectory run = store_run(root() / "a/r", {.name = "r"});
  RunIndex index(root());
  index.refresh();
  const fs::path trashed = move_to_trash(root(), run.root());
  index.refresh();
  ASSERT_EQ(index.entries().size(), 1U);
  EXPECT_TRUE(index.entries().front().trashed);
  EXPECT_EQ(index.entries().front().origin, "a/r");
  restore_from_trash(root(), trashed);
  index.refresh();
  EXPECT_FALSE(index.entries().front().trashed);
}

TEST_F(RunIndexTest, CanBeCancelledAndKeepsWhatItHasRead) {
  test::store_many_runs(root(), 600);
  RunIndex index(root());
  RefreshOptions options;
  options.on_progress = [&](std::int64_t done, std::int64_t in_all) {
    EXPECT_EQ(in_all, 600);
    if (done >= 300) options.cancellation.cancel();
  };
  EXPECT_THROW(index.refresh(options), CancelledError);
  EXPECT_GE(index.entries().size(), 256U);
  EXPECT_LT(index.entries().size(), 600U);
  EXPECT_GT(index.refresh().read, 0);
  EXPECT_EQ(index.entries().size(), 600U);
}

TEST_F(RunIndexTest, AKillDuringARebuildLosesNothing) {
  test::store_many_runs(root(), 400);
  RunIndex(root()).refresh();
  const pid_t child = ::fork();
  if (child == 0) {
    RunIndex index(root());
    RefreshOptions options;
    options.on_progress = [](std::int64_t done, std::int64_t) {
      if (done >= 300) ::kill(::getpid(), SIGKILL);
    };
    index.rebuild(options);
    ::_exit(0);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  ASSERT_TRUE(WIFSIGNALED(status));
  RunIndex index(root());
  EXPECT_EQ(index.entries().size(), 400U);
  EXPECT_EQ(index.refresh().read, 0);
  EXPECT_EQ(index.notice(), "");
}

TEST_F(RunIndexTest, DirectoriesAloneGiveTheSame) {
  store_run(root() / "a", {.name = "a", .damage = 0.1});
  store_run(root() / "b", {.name = "b"});
  move_to_trash(root(), store_run(root() / "c").root());
  EXPECT_EQ(names_of(read_entries(root())), (std::vector<std::string>{"a", "b"}));
}

}  // namespace
}  // namespace imprint
