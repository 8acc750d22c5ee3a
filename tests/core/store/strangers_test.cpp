// SPDX-License-Identifier: GPL-3.0-or-later
// Run folders as somebody else may have packed them: nothing outside is touched, nothing waits for ever, nothing absurd
// is believed (FORMAT.md, "Folders from strangers").
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/store/event_log.h"
#include "core/store/metrics_file.h"
#include "core/store/run_index.h"
#include "core/store/run_lock.h"
#include "core/store/run_notes.h"
#include "core/store/run_trash.h"
#include "tests/support/expect_error.h"
#include "tests/support/stored_runs.h"
#include "tests/support/temporary_folder.h"

namespace imprint {
namespace {

namespace fs = std::filesystem;
using test::input_error_of;
using test::store_run;
using test::StoredLook;
using ::testing::HasSubstr;

class Strangers : public ::testing::Test {
 protected:
  Strangers() : run_(store_run(root() / "run", StoredLook{.damage = 0.1})) {
    fs::create_directory(outside());
    std::ofstream(outside() / "sentinel") << "untouched";
  }
  fs::path root() const { return folder_ / "root"; }
  fs::path outside() const { return folder_ / "outside"; }
  void expect_untouched() const {
    EXPECT_EQ(read_whole_file(outside() / "sentinel"), "untouched");
    EXPECT_EQ(std::distance(fs::directory_iterator(outside()), fs::directory_iterator()), 1);
  }
  static void put(const fs::path& file, const std::string& text) { std::ofstream(file, std::ios::binary) << text; }
  static void link(const fs::path& file, const fs::path& target) {
    fs::remove_all(file);
    fs::create_symlink(target, file);
  }
  /// What reading `file` says once `key` holds `value`.
  template <class Read>
  std::string with(const fs::path& file, const std::string& key, const std::string& value, Read read) const {
    const std::string before = read_whole_file(file);
    const auto place = before.find("\"" + key + "\": ") + key.size() + 4;
    const auto end =
        before[place] == '[' ? before.find(']', before.find(']', place) + 1) + 1 : before.find_first_of(",\n", place);
    put(file, before.substr(0, place) + value + before.substr(end));
    std::string said = input_error_of(read);
    put(file, before);
    return said;
  }

  test::TemporaryFolder folder_;
  RunDirectory run_;
};

TEST_F(Strangers, EveryFileOfARunIsRefusedAsALink) {
  const std::vector<fs::path> files = {run_.config(), run_.status(), run_.metrics(), run_.notes(), run_.comparison()};
  write_notes(run_, {{"tag"}, "note"});
  for (const fs::path& file : files) {
    const fs::path kept = outside() / file.filename();
    fs::rename(file, kept);
    link(file, kept);
    const RunEntry entry = read_entry(run_.root());
    EXPECT_THAT(entry.problem + entry.notes_problem, HasSubstr(file.filename().string() + " is a link")) << file;
    fs::remove(file);
    fs::rename(kept, file);
  }
  for (const fs::path& file : {run_.lock(), run_.plan(), run_.events()}) link(file, outside() / "sentinel");
  EXPECT_THROW(lock_owner(run_.lock()), InputError);
  EXPECT_THROW(run_.read_plan(), InputError);
  EXPECT_THROW(read_events(run_.events()), InputError);
  expect_untouched();
}

TEST_F(Strangers, WritersTouchNothingBehindLinks) {
  for (const fs::path& file : {run_.lock(), run_.reserve(), run_.events(), run_.notes(), run_.status()})
    link(file, outside() / "sentinel");
  link(run_.baseline().root(), outside());
  link(run_.checkpoints(), outside());
  EXPECT_THROW(RunLock(run_.lock()), InputError);
  EXPECT_THROW(run_.make_reserve(), InputError);
  EXPECT_THROW(append_event(run_.events(), 1, "event"), InputError);
  EXPECT_THROW(run_.baseline().write_status({}), InputError);
  EXPECT_THROW(write_file_atomically(run_.checkpoints() / "step-1.safetensors", "x"), InputError);
  run_.write_status({.state = RunState::failed});  // replaces the link
  write_notes(run_, {{}, "mine"});
  EXPECT_EQ(run_.read_status().state, RunState::failed);
  EXPECT_EQ(read_notes(run_).note, "mine");
  run_.release_reserve();
  expect_untouched();
}

TEST_F(Strangers, APipeInAFilesPlaceNeverMakesAnybodyWait) {
  for (const fs::path& file :
       {run_.config(), run_.status(), run_.metrics(), run_.lock(), run_.notes(), run_.events()}) {
    fs::remove(file);
    ASSERT_EQ(::mkfifo(file.c_str(), 0644), 0);
  }
  EXPECT_THAT(read_entry(run_.root()).problem, HasSubstr("not a regular file"));
  EXPECT_THROW(RunLock(run_.lock()), InputError);
  EXPECT_THROW(read_events(run_.events()), InputError);
  EXPECT_THROW(append_event(run_.events(), 1, "event"), InputError);
}

TEST_F(Strangers, NumbersOutOfRangeAreErrorsOfTheirFile) {
  for (const char* value : {"-1", "9223372036854775807", "9223372036854775808", "1e300", "2.5", "\"3\""}) {
    EXPECT_THAT(with(run_.status(), "step", value, [&] { run_.read_status(); }), HasSubstr("status.json: \"step\""))
        << value;
    EXPECT_THAT(with(run_.plan(), "total_steps", value, [&] { run_.read_plan(); }),
                HasSubstr("plan.json: \"total_steps\""));
  }
  for (const char* value : {"-3", "4294967297", "100000"})
    EXPECT_THAT(with(run_.plan(), "threads", value, [&] { run_.read_plan(); }), HasSubstr("\"threads\"")) << value;
  for (const char* value : {"-1", "4294967296"})
    EXPECT_THAT(with(run_.status(), "process_id", value, [&] { run_.read_status(); }), HasSubstr("\"process_id\""));
  for (const char* value : {"1e999", "\"\\ud800\""})
    EXPECT_THAT(with(run_.comparison(), "damage", value, [&] { run_.read_comparison(); }),
                HasSubstr("comparison.json: "));
  for (const char* value : {"[[-5, 3]]", "[[7, 3]]", "[[0, 9223372036854775807]]", "[[0, 1, 2]]"})
    EXPECT_THAT(with(run_.plan(), "deficit_windows", value, [&] { run_.read_plan(); }), HasSubstr("plan.json: "))
        << value;
}

TEST_F(Strangers, SpecsWithNumbersOutOfRangeAreRefused) {
  for (const auto& [key, value] : {std::pair("epochs", "1e300"),
                                   {"epochs", "-1"},
                                   {"batch_size", "9223372036854775807"},
                                   {"max_bits", "-2147483648"},
                                   {"cycles", "2147483648"}})
    EXPECT_THAT(with(run_.config(), key, value, [&] { run_.read_config(); }), HasSubstr("config.json: ")) << key;
}

TEST_F(Strangers, MetricsRowsOfImpossibleStepsAreDamaged) {
  for (const char* step : {"-1", "9223372036854775807", "18446744073709551616"}) {
    put(run_.metrics(),
        "step,epoch,wall_seconds,metric,value,stderr\n" + std::string(step) + ",1,1,test/accuracy,0.5,\n");
    EXPECT_THAT(input_error_of([&] { read_metrics(run_.metrics()); }), HasSubstr("metrics.csv:2: ")) << step;
  }
}

TEST_F(Strangers, SparseFilesOfATerabyteAreRefused) {
  for (const fs::path& file : {run_.config(), run_.status(), run_.metrics(), run_.events()}) {
    put(file, "");
    fs::resize_file(file, std::uintmax_t{1} << 40);
  }
  EXPECT_THAT(input_error_of([&] { run_.read_config(); }), HasSubstr("config.json: larger than 16 MiB"));
  EXPECT_THAT(input_error_of([&] { run_.read_status(); }), HasSubstr("status.json: larger than"));
  EXPECT_THAT(input_error_of([&] { read_metrics(run_.metrics()); }), HasSubstr("metrics.csv: larger than"));
  EXPECT_THAT(input_error_of([&] { last_metric_row(run_.metrics(), "x"); }), HasSubstr("metrics.csv: larger than"));
  EXPECT_THAT(input_error_of([&] { read_events(run_.events()); }), HasSubstr("events.jsonl: larger than"));
}

TEST_F(Strangers, BranchesLeadOnlyBeside) {
  for (const char* directory : {"../../x", "/x", "..", "x", "../", "../.hidden", "../a/b", "../..", ""}) {
    put(run_.branches(), R"({"format": 1, "branches": [{"step": 1, "directory": ")" + std::string(directory) + "\"}]}");
    EXPECT_THAT(input_error_of([&] { run_.read_branches(); }), HasSubstr("branches.json: ")) << directory;
  }
  link(root() / "beside", outside());
  run_.write_branches({{240, "../beside"}});
  EXPECT_THAT(input_error_of([&] { run_.read_branches(); }), HasSubstr("beside is a link"));
  run_.write_branches({{240, "../onset=240_seed=1"}});
  EXPECT_EQ(run_.read_branches().size(), 1U);
}

TEST_F(Strangers, ATrashThatIsALinkIsLeftAlone) {
  store_run(outside() / "theirs");
  link(root() / ".trash", outside());
  EXPECT_TRUE(find_trashed(root()).empty());
  EXPECT_THAT(input_error_of([&] { move_to_trash(root(), run_.root()); }), HasSubstr(".trash is a link"));
  EXPECT_THAT(input_error_of([&] { empty_trash(root()); }), HasSubstr(".trash is a link"));
  EXPECT_TRUE(fs::exists(outside() / "theirs/config.json"));
}

TEST_F(Strangers, WhatComesBackFromTheTrashStaysBelowTheRoot) {
  for (const char* origin : {"../outside/x", "/tmp/x", ".", "a/../..", "way/x"}) {
    const fs::path trashed = move_to_trash(root(), run_.root());
    link(root() / "way", outside());
    put(RunDirectory(trashed).trashed(), R"({"format": 1, "origin": ")" + std::string(origin) + "\"}");
    const fs::path place = restore_from_trash(root(), trashed);
    EXPECT_EQ(place.lexically_normal().parent_path(), root()) << origin;
    run_ = RunDirectory(place);
    expect_untouched();
  }
}

TEST_F(Strangers, AnIndexThatIsALinkOrAPipeIsKeptInMemory) {
  const auto expect_in_memory = [&] {
    RunIndex index(root());
    index.refresh();
    EXPECT_EQ(index.entries().size(), 1U);
    EXPECT_TRUE(index.is_in_memory());
  };
  link(root() / index_file_name, outside() / "new.sqlite");
  expect_in_memory();
  link(root() / index_file_name, outside() / "sentinel");
  expect_in_memory();
  fs::remove(root() / index_file_name);
  ASSERT_EQ(::mkfifo((root() / index_file_name).c_str(), 0644), 0);
  expect_in_memory();
  expect_untouched();
}

std::string big_endian(std::uint32_t value) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(value >> shift);
  return bytes;
}

/// A journal that an interrupted transaction over several databases leaves: header, then the file that unites them,
/// which SQLite deletes once it has rolled back.
std::string journal_that_names(const std::string& file) {
  const std::string magic("\xd9\xd5\x05\xf9\x20\xa1\x63\xd7", 8);
  std::string header = magic;
  for (const std::uint32_t number : {0U, 0U, 1U, 512U, 4096U}) header += big_endian(number);
  header.resize(512, '\0');
  std::uint32_t sum = 0;
  for (const char c : file) sum += static_cast<unsigned char>(c);
  return header + big_endian(0x40000001) + file + big_endian(static_cast<std::uint32_t>(file.size())) +
         big_endian(sum) + magic;
}

TEST_F(Strangers, AJournalThatNamesAnotherFileIsNotPlayedBack) {
  { RunIndex(root()).refresh(); }
  put((root() / index_file_name).string() + "-journal", journal_that_names((outside() / "sentinel").string()));
  RunIndex index(root());
  index.refresh();
  EXPECT_EQ(index.entries().size(), 1U);
  expect_untouched();
}

}  // namespace
}  // namespace imprint
