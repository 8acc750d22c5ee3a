// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "core/base/error.h"
#include "core/store/metrics_file.h"
#include "tests/support/temporary_folder.h"

namespace imprint {
namespace {

std::vector<MetricRow> rows(std::int64_t begin, std::int64_t end, double wall_seconds = 0) {
  std::vector<MetricRow> list;
  for (std::int64_t step = begin; step < end; ++step)
    list.push_back({.step = step,
                    .wall_seconds = wall_seconds,
                    .metric = "train/loss",
                    .value = 0.5 * static_cast<double>(step),
                    .standard_error = 0.25});
  return list;
}

TEST(MetricsFollower, TellsEachRowOnce) {
  const test::TemporaryFolder folder;
  MetricsFollower follower(folder / "m");
  EXPECT_TRUE(follower.poll().empty());  // no file yet
  MetricsWriter writer(folder / "m", 0);
  EXPECT_TRUE(follower.poll().empty());  // only the header
  writer.append(rows(0, 3));
  EXPECT_EQ(follower.poll(), rows(0, 3));
  EXPECT_TRUE(follower.poll().empty());
  writer.append(rows(3, 5));
  bool restarted = true;
  EXPECT_EQ(follower.poll(&restarted), rows(3, 5));
  EXPECT_FALSE(restarted);
}

TEST(MetricsFollower, WaitsForTheRestOfARow) {
  const test::TemporaryFolder folder;
  MetricsWriter(folder / "m", 0).append(rows(0, 1));
  MetricsFollower follower(folder / "m");
  std::ofstream file(folder / "m", std::ios::app);
  file << "1,0,0,train/lo" << std::flush;
  EXPECT_EQ(follower.poll(), rows(0, 1));
  file << "ss,0.5,0.25\n" << std::flush;
  EXPECT_EQ(follower.poll(), rows(1, 2));
}

TEST(MetricsFollower, StartsOverWhenTheFileShrinks) {
  const test::TemporaryFolder folder;
  MetricsWriter writer(folder / "m", 0);
  writer.append(rows(0, 2));
  const std::int64_t length = writer.sync();
  writer.append(rows(2, 9));
  MetricsFollower follower(folder / "m");
  follower.poll();
  MetricsWriter resumed(folder / "m", length);
  bool restarted = false;
  EXPECT_EQ(follower.poll(&restarted), rows(0, 2));
  EXPECT_TRUE(restarted);
}

TEST(MetricsFollower, StartsOverWhenAResumedRunHasAlreadyGrownPastWhatWasRead) {
  const test::TemporaryFolder folder;
  MetricsWriter writer(folder / "m", 0);
  writer.append(rows(0, 2));
  const std::int64_t length = writer.sync();
  writer.append(rows(2, 4));
  MetricsFollower follower(folder / "m");
  follower.poll();
  MetricsWriter(folder / "m", length).append(rows(2, 9, 77));
  bool restarted = false;
  EXPECT_EQ(follower.poll(&restarted).size(), 9u);
  EXPECT_TRUE(restarted);
}

TEST(MetricsFollower, NamesTheLineOfADamagedRow) {
  const test::TemporaryFolder folder;
  MetricsWriter(folder / "m", 0).append(rows(0, 2));
  MetricsFollower follower(folder / "m");
  follower.poll();
  std::ofstream(folder / "m", std::ios::app) << "damaged\n";
  try {
    follower.poll();
    FAIL() << "a damaged row was taken";
  } catch (const InputError& error) {
    EXPECT_THAT(error.what(), ::testing::HasSubstr("m:4: "));
  }
}

}  // namespace
}  // namespace imprint
