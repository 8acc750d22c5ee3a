// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workflow/sweep/sweep_directory.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/atomic_file.h"
#include "core/store/run_list.h"
#include "tests/support/expect_error.h"
#include "tests/support/temporary_folder.h"

namespace imprint {
namespace {

using ::testing::HasSubstr;

SweepSpec small_sweep() {
  SweepSpec sweep;
  sweep.base.training.iterations = 40;
  sweep.base.deficits = {{.length = 0.25, .unit = "fraction"}};
  sweep.axes = {{"deficit.0.onset", {"0", "0.5"}}, {"seed", {"1", "2"}}};
  return sweep;
}

SweepPlan plan_of(const SweepSpec& sweep) {
  return plan_sweep(sweep, [](const DatasetSpec&) { return 100; }, {2});
}

class SweepDirectoryTest : public ::testing::Test {
 protected:
  SweepDirectoryTest() { directory_.create(small_sweep(), plan_of(small_sweep())); }
  std::string plan_error() {
    return test::input_error_of([&] { directory_.read_plan(); });
  }
  test::TemporaryFolder folder_;
  SweepDirectory directory_{folder_ / "s"};
};

TEST_F(SweepDirectoryTest, GivesBackSpecAndPlan) {
  EXPECT_EQ(directory_.read_spec(), small_sweep());
  EXPECT_EQ(directory_.read_plan().leaves.size(), 6U);
  EXPECT_EQ(directory_.read_state(), RunState::queued);
  EXPECT_EQ(directory_.read_progress().leaves.size(), 6U);
}

TEST_F(SweepDirectoryTest, TakesTheSameSweepAgainButNoOther) {
  directory_.create(small_sweep(), plan_of(small_sweep()));
  SweepSpec other = small_sweep();
  other.axes[1].values.push_back("3");
  EXPECT_THAT(test::input_error_of([&] { directory_.create(other, plan_of(other)); }),
              HasSubstr("holds another sweep"));
  write_file_atomically(folder_ / "letters.txt", "dear");
  EXPECT_THAT(test::input_error_of([&] { SweepDirectory(folder_.path()).create(other, plan_of(other)); }),
              HasSubstr("holds other files"));
}

/// plan.json with the first value of a key replaced.
class SweepFromAStranger : public SweepDirectoryTest {
 protected:
  std::string error_with(const std::string& key, const std::string& value) {
    const std::string before = read_whole_file(directory_.plan());
    const auto place = before.find("\"" + key + "\": ") + key.size() + 4;
    write_file_atomically(directory_.plan(),
                          before.substr(0, place) + value + before.substr(before.find_first_of(",\n", place)));
    const std::string error = plan_error();
    write_file_atomically(directory_.plan(), before);
    return error;
  }
};

TEST_F(SweepFromAStranger, LeavesHavePlainNames) {
  for (const char* id :
       {"\"../../x\"", "\"/tmp/x\"", "\"..\"", "\"a/b\"", "\".hidden\"", "\"\"", "\"\\u001b[31m\"", "7"})
    EXPECT_THAT(error_with("id", id), HasSubstr("plan.json: ")) << id;
  const std::string second = directory_.read_plan().leaves[1].id;
  EXPECT_THAT(error_with("id", "\"" + second + "\""), HasSubstr("another leaf has the same id"));
}

TEST_F(SweepFromAStranger, AbsurdNumbersAreRefused) {
  for (const char* key : {"total_steps", "steps_per_epoch", "branch_step", "planned_steps", "parent", "same_as",
                          "baseline", "processes", "threads", "deficits"})
    for (const char* value : {"-3", "9223372036854775807", "1e300", "2.7"})
      EXPECT_THAT(error_with(key, value), HasSubstr("plan.json: ")) << key << " " << value;
  for (const char* key : {"processes", "threads", "total_steps"})
    EXPECT_THAT(error_with(key, "0"), HasSubstr(key)) << key;
}

TEST_F(SweepFromAStranger, LinksAreNotFollowed) {
  namespace fs = std::filesystem;
  const fs::path leaf = directory_.run(directory_.read_plan().leaves[0]).root();
  fs::create_directory(folder_ / "elsewhere");
  fs::create_directory_symlink(folder_ / "elsewhere", leaf);
  EXPECT_THAT(plan_error(), HasSubstr(leaf.string() + " is a link"));
  fs::remove(leaf);
  fs::remove_all(directory_.runs());
  fs::create_directory_symlink(folder_ / "elsewhere", directory_.runs());
  EXPECT_THAT(plan_error(), HasSubstr("runs is a link"));
}

TEST_F(SweepDirectoryTest, IsNoRunItselfButItsLeavesAre) {
  const SweepPlan plan = directory_.read_plan();
  SweepProgress progress;
  progress.leaves.resize(plan.leaves.size());
  directory_.write_progress(progress, RunState::running);
  const RunDirectory leaf = directory_.run(plan.leaves.front());
  std::filesystem::create_directories(leaf.root());
  leaf.write_config(plan.leaves.front().spec);
  leaf.write_status({.state = RunState::finished});
  const auto runs = list_runs(folder_.path());
  ASSERT_EQ(runs.size(), 1U);
  EXPECT_EQ(runs[0].directory, leaf.root());
  EXPECT_EQ(runs[0].problem, "");
}

TEST_F(SweepDirectoryTest, RefusesWhatItCannotRead) {
  EXPECT_THAT(test::input_error_of([&] { SweepDirectory(folder_ / "none").read_plan(); }), HasSubstr("holds no sweep"));
  std::string text = read_whole_file(directory_.plan());
  write_file_atomically(directory_.plan(), "{\"format\": 1, \"leaves\": []}");
  EXPECT_THAT(plan_error(), HasSubstr("plan.json"));
  std::string newer = text;
  newer.replace(newer.find("\"format\": 1"), 11, "\"format\": 9");
  write_file_atomically(directory_.plan(), newer);
  EXPECT_THAT(plan_error(), HasSubstr("9"));
  write_file_atomically(directory_.plan(), text.substr(0, text.size() / 2));
  EXPECT_THAT(plan_error(), HasSubstr("plan.json"));
  std::string crooked = text;
  crooked.replace(crooked.find("\"parent\": -1"), 12, "\"parent\": 5");
  write_file_atomically(directory_.plan(), crooked);
  EXPECT_THAT(plan_error(), HasSubstr("does not fit the tree"));
}

}  // namespace
}  // namespace imprint
