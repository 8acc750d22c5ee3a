// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/results/run_records.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/expect_error.h"

namespace imprint {
namespace {

TEST(RunState, NamesReadBack) {
  for (const auto state : {RunState::queued, RunState::running, RunState::paused, RunState::finished, RunState::failed,
                           RunState::cancelled})
    EXPECT_EQ(run_state_from(to_string(state)), state);
  EXPECT_EQ(to_string(RunState::finished), "finished");
}

TEST(RunState, UnknownNamesAreRefused) {
  EXPECT_THAT(test::input_error_of([] { run_state_from("done"); }), ::testing::HasSubstr("\"done\""));
}

TEST(StepWindow, IsHalfOpen) {
  const StepWindow window = {10, 20};
  EXPECT_FALSE(window.contains(9));
  EXPECT_TRUE(window.contains(10));
  EXPECT_TRUE(window.contains(19));
  EXPECT_FALSE(window.contains(20));
}

}  // namespace
}  // namespace imprint
