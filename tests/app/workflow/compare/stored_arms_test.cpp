// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workflow/compare/stored_arms.h"

#include <gtest/gtest.h>

#include <vector>

#include "core/base/atomic_file.h"
#include "core/store/last_evaluation.h"
#include "tests/support/temporary_folder.h"

namespace imprint {
namespace {

class StoredArms : public ::testing::Test {
 protected:
  StoredArms() {
    for (const char* arm : {"baseline", "deficit"}) std::filesystem::create_directories(folder_ / arm);
    write_last_evaluation(folder_ / "baseline", {20, {true, true, true, false}});
    write_last_evaluation(folder_ / "deficit", {20, {true, false, false, true}});
  }
  ComparisonResult compared(const std::string& metric = "test/accuracy") const {
    return compare_stored({folder_ / "baseline", rows_}, {folder_ / "deficit", rows_},
                          {.metric = metric, .final_value = "last"}, 10);
  }

  test::TemporaryFolder folder_;
  std::vector<MetricRow> rows_ = {{.step = 10, .metric = "test/accuracy", .value = 0.5},
                                  {.step = 20, .metric = "test/loss", .value = 0.5},
                                  {.step = 20, .metric = "test/accuracy", .value = 0.5}};
};

TEST_F(StoredArms, AreComparedImageByImageAtTheirEnd) { EXPECT_EQ(compared().discordant, (DiscordantPairs{4, 2, 1})); }

TEST_F(StoredArms, OfALossHaveNoTable) { EXPECT_FALSE(compared("test/loss").discordant.has_value()); }

TEST_F(StoredArms, WithoutBothResultsOfTheirLastStepHaveNoTable) {
  write_last_evaluation(folder_ / "deficit", {10, {true, false, false, true}});
  EXPECT_FALSE(compared().discordant.has_value());
  write_file_atomically(last_evaluation_file(folder_ / "deficit"), "damaged");
  EXPECT_FALSE(compared().discordant.has_value());
  std::filesystem::remove(last_evaluation_file(folder_ / "deficit"));
  EXPECT_FALSE(compared().discordant.has_value());
  EXPECT_EQ(compared().evaluations_used, 1);
}

}  // namespace
}  // namespace imprint
