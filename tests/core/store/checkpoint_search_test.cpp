// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/checkpoint_search.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <fstream>
#include <nlohmann/json.hpp>

#include "core/base/atomic_file.h"
#include "core/store/checkpoint_files.h"
#include "core/store/checkpoint_seal.h"
#include "core/store/metrics_file.h"
#include "tests/support/expect_error.h"
#include "tests/support/temporary_folder.h"

namespace imprint {
namespace {

using ::testing::HasSubstr;
namespace fs = std::filesystem;

/// A safetensors file with these metadata and a little data.
std::string tensor_file(const TextMap& metadata) {
  const nlohmann::ordered_json header = {{"__metadata__", metadata},
                                         {"w", {{"dtype", "U8"}, {"shape", {8}}, {"data_offsets", {0, 8}}}}};
  const std::string text = header.dump();
  const std::uint64_t length = text.size();
  return std::string(reinterpret_cast<const char*>(&length), sizeof length) + text + "12345678";
}

class CheckpointSearchTest : public ::testing::Test {
 protected:
  CheckpointSearchTest() {
    run_.create();
    MetricsWriter metrics(run_.metrics(), 0);
    for (const std::int64_t step : {0, 5, 10}) {
      const MetricRow row{.step = step, .metric = metric::train_loss, .value = 0.5};
      metrics.append({&row, 1});
      save({.step = step, .metrics_length = metrics.sync(), .metrics_checksum = metrics.checksum()});
    }
  }
  void save(const CheckpointPosition& position, bool is_sealed = true) {
    TextMap model_metadata = {{"step", std::to_string(position.step)}}, state_metadata;
    put_position(position, state_metadata);
    if (is_sealed) model_metadata[seal_key] = state_metadata[seal_key] = open_seal;
    std::string model = tensor_file(model_metadata);
    if (is_sealed) model = sealed(model);
    if (is_sealed) state_metadata[model_seal_key] = seal_digits(model);
    std::string state = tensor_file(state_metadata);
    if (is_sealed) state = sealed(state);
    write_file_atomically(state_file(run_.checkpoints(), position.step), state);
    write_file_atomically(model_file(run_.checkpoints(), position.step), model);
  }
  static void flip(const fs::path& file, std::size_t byte) {
    std::string content = read_whole_file(file);
    content[byte] = static_cast<char>(content[byte] ^ 4);
    std::ofstream(file, std::ios::binary) << content;
  }
  std::int64_t found_step() const {
    const CheckpointSearch search = newest_whole_checkpoint(run_);
    return search.found ? search.found->position.step : -1;
  }
  test::TemporaryFolder folder_;
  RunDirectory run_{folder_ / "r"};
};

TEST_F(CheckpointSearchTest, FindsTheNewestWhenAllIsWhole) {
  const CheckpointSearch search = newest_whole_checkpoint(run_);
  ASSERT_TRUE(search.found);
  EXPECT_EQ(search.found->position.step, 10);
  EXPECT_TRUE(search.found->is_sealed);
  EXPECT_TRUE(search.lost.empty());
}

TEST_F(CheckpointSearchTest, ADamagedFileOfEitherKindFallsBackByOne) {
  for (const fs::path& file : {model_file(run_.checkpoints(), 10), state_file(run_.checkpoints(), 10)}) {
    const std::string whole = read_whole_file(file);
    flip(file, whole.size() - 3);
    const CheckpointSearch search = newest_whole_checkpoint(run_);
    ASSERT_TRUE(search.found);
    EXPECT_EQ(search.found->position.step, 5);
    ASSERT_EQ(search.lost.size(), 1U);
    EXPECT_THAT(search.lost[0].problem, HasSubstr(file.filename().string()));
    std::ofstream(file, std::ios::binary) << whole;
  }
}

TEST_F(CheckpointSearchTest, ANetworkOfAnotherCheckpointIsNoticed) {
  fs::copy_file(model_file(run_.checkpoints(), 5), model_file(run_.checkpoints(), 10),
                fs::copy_options::overwrite_existing);
  EXPECT_EQ(found_step(), 5);
}

TEST_F(CheckpointSearchTest, DamagedMetricsFallBackToWhereTheyAreWhole) {
  const auto length = read_checkpoint(run_.checkpoints(), 5).position.metrics_length;
  flip(run_.metrics(), static_cast<std::size_t>(length) + 2);  // behind step 5, before step 10's length
  const CheckpointSearch search = newest_whole_checkpoint(run_);
  ASSERT_TRUE(search.found);
  EXPECT_EQ(search.found->position.step, 5);
  EXPECT_TRUE(search.lost[0].is_metrics_problem);
  flip(run_.metrics(), 3);  // in the header
  EXPECT_EQ(found_step(), -1);
  fs::remove(run_.metrics());
  EXPECT_EQ(found_step(), -1);
}

TEST_F(CheckpointSearchTest, RowsBehindTheCheckpointDoNotMatter) {
  std::ofstream(run_.metrics(), std::ios::app) << "11,1,2,train/lo";
  EXPECT_EQ(found_step(), 10);
}

TEST_F(CheckpointSearchTest, CheckpointsWithoutASealAreTakenAsTheyAre) {
  save({.step = 20, .metrics_length = static_cast<std::int64_t>(fs::file_size(run_.metrics()))}, false);
  const CheckpointSearch search = newest_whole_checkpoint(run_);
  ASSERT_TRUE(search.found);
  EXPECT_EQ(search.found->position.step, 20);
  EXPECT_FALSE(search.found->is_sealed);
}

TEST_F(CheckpointSearchTest, AnotherFormatIsRefusedAndNotTakenForDamage) {
  TextMap metadata;
  put_position({.step = 30}, metadata);
  metadata["format"] = "9";
  write_file_atomically(state_file(run_.checkpoints(), 30), tensor_file(metadata));
  write_file_atomically(model_file(run_.checkpoints(), 30), tensor_file({}));
  EXPECT_THAT(test::input_error_of([&] { newest_whole_checkpoint(run_); }), HasSubstr("checkpoint format 9"));
}

TEST_F(CheckpointSearchTest, WhatIsSetAsideIsKeptUnderAnotherNameEachTime) {
  for (int i = 0; i < 3; ++i) {
    std::ofstream(folder_ / "f") << i;
    set_aside(folder_ / "f");
  }
  EXPECT_EQ(read_whole_file(folder_ / "f.damaged"), "0");
  EXPECT_EQ(read_whole_file(folder_ / "f.damaged.3"), "2");
  EXPECT_TRUE(set_aside(folder_ / "f").empty());
  set_checkpoint_aside(run_.checkpoints(), 10);
  EXPECT_EQ(checkpoint_steps(run_.checkpoints()), (std::vector<std::int64_t>{0, 5}));
}

TEST_F(CheckpointSearchTest, NoFlippedBitOfTheNewestCheckpointIsTakenForWhole) {
  for (const fs::path& file : {model_file(run_.checkpoints(), 10), state_file(run_.checkpoints(), 10)}) {
    const std::string whole = read_whole_file(file);
    for (std::size_t byte = 0; byte < whole.size(); ++byte) {
      flip(file, byte);
      const CheckpointSearch search = newest_whole_checkpoint(run_);
      if (search.found && search.found->position.step == 10) {
        EXPECT_FALSE(search.found->is_sealed) << file << " byte " << byte;  // only its own key was hit
      }
      std::ofstream(file, std::ios::binary) << whole;
    }
  }
}

}  // namespace
}  // namespace imprint
