// SPDX-License-Identifier: GPL-3.0-or-later
// What a run tells of the executors that multiplied for it.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "app/workflow/experiment_run.h"
#include "app/workflow/run_job.h"
#include "core/kernels/integer_product.h"
#include "core/store/event_log.h"
#include "core/store/run_directory.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tiny_files.h"

namespace imprint::test {
namespace {

class RunProducts : public ::testing::Test {
 protected:
  RunProducts() { write_tiny_mnist(folder_ / "data"); }

  /// The details of the run's events, by their steps.
  std::vector<std::pair<std::int64_t, std::string>> told(const std::string& name) {
    RunControl control;
    RunListener listener;
    run_experiment({spec_, folder_ / name, false}, control, listener);
    std::vector<std::pair<std::int64_t, std::string>> details;
    for (const RunEvent& event : read_events(RunDirectory(folder_ / name).events()))
      if (event.event == "products") details.emplace_back(event.step, event.detail);
    return details;
  }

  TemporaryFolder folder_;
  ExperimentSpec spec_ = tiny_file_spec(folder_ / "data");  // 4/8, at 2/8 from step 7 to 12 of 24
};

TEST_F(RunProducts, AreToldOnceForEachPrecision) {
  const auto details = told("a");
  ASSERT_EQ(details.size(), 2U);
  EXPECT_EQ(details[0].first, 1);
  EXPECT_EQ(details[1].first, 7);
  EXPECT_TRUE(details[0].second.starts_with("4/8: ")) << details[0].second;
  EXPECT_TRUE(details[1].second.starts_with("2/8: ")) << details[1].second;
  EXPECT_EQ(details[0].second.find("integer in ") != std::string::npos, has_integer_multipliers());
}

TEST_F(RunProducts, AreTheSimulationWhereTheSpecSaysSo) {
  spec_.precision.executor = "simulated";
  for (const auto& [step, detail] : told("b")) {
    EXPECT_NE(detail.find("simulated in "), std::string::npos) << detail;
    EXPECT_EQ(detail.find("integer"), std::string::npos) << detail;
  }
}

}  // namespace
}  // namespace imprint::test
