// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workflow/check/run_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "app/workflow/check/run_repair.h"
#include "core/base/atomic_file.h"
#include "core/spec/spec_io.h"
#include "core/store/artefact_file.h"
#include "core/store/checkpoint_files.h"
#include "core/store/checkpoint_record.h"
#include "core/store/checkpoint_seal.h"
#include "core/store/event_log.h"
#include "core/store/metrics_file.h"
#include "core/store/run_lock.h"
#include "tests/support/stored_runs.h"
#include "tests/support/temporary_folder.h"

namespace imprint {
namespace {

using ::testing::HasSubstr;
namespace fs = std::filesystem;

std::string tensor_file(TextMap metadata) {
  metadata[seal_key] = open_seal;
  const nlohmann::ordered_json header = {{"__metadata__", metadata},
                                         {"w", {{"dtype", "U8"}, {"shape", {8}}, {"data_offsets", {0, 8}}}}};
  const std::string text = header.dump();
  const std::uint64_t length = text.size();
  return sealed(std::string(reinterpret_cast<const char*>(&length), sizeof length) + text + "12345678");
}

void flip(const fs::path& file, std::size_t byte) {
  std::string content = read_whole_file(file);
  content[byte] = static_cast<char>(content[byte] ^ 1);
  std::ofstream(file, std::ios::binary) << content;
}

class CheckRun : public ::testing::Test {
 protected:
  CheckRun() : run_(test::store_run(folder_ / "r")) {
    total_ = run_.read_status().total_steps;
    const auto length = static_cast<std::int64_t>(fs::file_size(run_.metrics()));
    const std::string checksum = read_metrics_prefix(run_.metrics(), length).checksum;
    fs::create_directories(run_.checkpoints());
    for (const std::int64_t step : {std::int64_t{0}, total_}) {
      CheckpointPosition position{.step = step, .metrics_length = length, .metrics_checksum = checksum};
      position.spec = spec_to_json(run_.read_config());
      position.plan = RunDirectory::plan_text(run_.read_plan());
      const std::string model = tensor_file({{"step", std::to_string(step)}});
      TextMap metadata = {{model_seal_key, seal_digits(model)}};
      put_position(position, metadata);
      write_file_atomically(state_file(run_.checkpoints(), step), tensor_file(metadata));
      write_file_atomically(model_file(run_.checkpoints(), step), model);
    }
    append_event(run_.events(), 0, "started");
  }
  /// The findings as one text.
  std::string found() const {
    std::string text;
    for (const RunFinding& finding : check_run(run_))
      text += finding.file.filename().string() + " " + finding.what + " -> " + finding.consequence + "\n";
    return text;
  }
  bool is_damaged() const { return has_damage(check_run(run_)); }
  void repair() const { repair_run(run_, check_run(run_)); }

  test::TemporaryFolder folder_;
  RunDirectory run_;
  std::int64_t total_ = 0;
};

TEST_F(CheckRun, FindsNothingInAWholeRun) { EXPECT_EQ(found(), ""); }

TEST_F(CheckRun, NamesADamagedCheckpointAndItsConsequence) {
  const fs::path file = model_file(run_.checkpoints(), total_);
  flip(file, fs::file_size(file) - 1);
  EXPECT_THAT(found(), HasSubstr(file.filename().string()));
  EXPECT_THAT(found(), HasSubstr("resuming goes on from step 0"));
  repair();
  EXPECT_FALSE(is_damaged());
  EXPECT_TRUE(fs::exists(file.string() + ".damaged"));
  EXPECT_EQ(checkpoint_steps(run_.checkpoints()), (std::vector<std::int64_t>{0}));
}

TEST_F(CheckRun, NamesDamagedMetricsThatOnlyABackupBringsBack) {
  flip(run_.metrics(), 50);
  EXPECT_THAT(found(), HasSubstr("its numbers can't be trusted"));
  const std::string damaged = read_whole_file(run_.metrics());
  repair();
  EXPECT_TRUE(is_damaged());
  EXPECT_EQ(read_whole_file(run_.metrics()), damaged);
}

TEST_F(CheckRun, FilesThatFollowFromOthersAreMadeAgain) {
  const RunPlan plan = run_.read_plan();
  const ExperimentSpec config = run_.read_config();
  for (const fs::path& file : {run_.plan(), run_.status(), run_.config()}) {
    std::ofstream(file) << "{\"form";
    EXPECT_THAT(found(), HasSubstr(file.filename().string()));
  }
  repair();
  EXPECT_EQ(found().find("damaged JSON"), std::string::npos);
  EXPECT_EQ(run_.read_plan(), plan);
  EXPECT_EQ(run_.read_config(), config);
  EXPECT_EQ(run_.read_status().state, RunState::finished);
  EXPECT_EQ(run_.read_status().step, total_);
  EXPECT_FALSE(is_damaged());
}

TEST_F(CheckRun, AConfigThatSaysAnotherTrainingIsPutBack) {
  ExperimentSpec other = run_.read_config();
  other.seed += 1;
  run_.write_config(other);
  EXPECT_THAT(found(), HasSubstr("is not what the run began with: seed was"));
  repair();
  EXPECT_EQ(run_.read_config().seed + 1, other.seed);
  EXPECT_FALSE(is_damaged());
}

TEST_F(CheckRun, MissingFilesOfAFinishedRunAreNamed) {
  fs::remove(run_.plan());
  fs::remove(run_.metrics());
  EXPECT_THAT(found(), HasSubstr("plan.json is missing"));
  EXPECT_THAT(found(), HasSubstr("metrics.csv is missing"));
}

TEST_F(CheckRun, LeftOversAreNoDamageAndAreSweptAway) {
  const fs::path left = run_.root() / "status.json.tmp.4711.0";
  std::ofstream(left) << "half";
  EXPECT_THAT(found(), HasSubstr("was left by a write that was interrupted"));
  EXPECT_FALSE(is_damaged());
  repair();
  EXPECT_FALSE(fs::exists(left));
}

TEST_F(CheckRun, DamagedNotesEventsAndBranchesAreNamed) {
  std::ofstream(run_.notes()) << "[";
  std::ofstream(run_.branches()) << "[";
  std::ofstream(run_.events(), std::ios::app) << "damaged\nlines\n";
  EXPECT_THAT(found(), HasSubstr("tags and note can't be read"));
  EXPECT_THAT(found(), HasSubstr("train by themselves"));
  EXPECT_THAT(found(), HasSubstr("2 of 3 lines are damaged"));
}

TEST_F(CheckRun, ADamagedArtefactIsSetAside) {
  write_artefact(run_.root(), {"hessian/spectrum", {{"eigenvalue", {1, 2}}}}, 8);
  EXPECT_EQ(found(), "") << "a whole one is none";
  const fs::path file = find_artefacts(run_.root()).at(0).path;
  std::ofstream(file, std::ios::app) << "3";
  std::ofstream(file.string() + ".tmp.1.1") << "x";
  EXPECT_THAT(found(), testing::AllOf(HasSubstr("step-00000008.csv"), HasSubstr("cut short"), HasSubstr(".tmp.1.1")));
  repair();
  EXPECT_TRUE(fs::exists(file.string() + ".damaged"));
  EXPECT_FALSE(fs::exists(file.string() + ".tmp.1.1"));
}

TEST_F(CheckRun, ARunInUseIsNotRepaired) {
  std::ofstream(run_.plan()) << "{";
  const RunLock lock(run_.lock());
  EXPECT_THROW(repair(), InputError);
  EXPECT_TRUE(is_damaged());
}

}  // namespace
}  // namespace imprint
