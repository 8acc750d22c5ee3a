// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/now_and_then.h"

#include <gtest/gtest.h>

#include <thread>

namespace imprint::test {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;

TEST(NowAndThen, IsDueAtOnceThenNotBeforeTheInterval) {
  NowAndThen rare(hours(1000000));  // longer than any machine has been up: its clock must not matter
  EXPECT_TRUE(rare.is_due());
  EXPECT_FALSE(rare.is_due());
  EXPECT_TRUE(rare.is_due(true));
  EXPECT_FALSE(rare.is_due());
  rare.hurry();
  EXPECT_TRUE(rare.is_due());
}

TEST(NowAndThen, IsDueAgainAfterTheInterval) {
  NowAndThen often(milliseconds(1));
  EXPECT_TRUE(often.is_due());
  std::this_thread::sleep_for(milliseconds(2));
  EXPECT_TRUE(often.is_due());
  often.set_interval(hours(1));
  EXPECT_TRUE(often.is_due(true));
  EXPECT_FALSE(often.is_due());
}

}  // namespace
}  // namespace imprint::test
