// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/live_line.h"

#include <gtest/gtest.h>

#include <sstream>

namespace imprint::cli {
namespace {

using std::chrono::seconds;

struct Screen {
  std::ostringstream out, err;
  Console console{out, err};
};

TEST(LiveLine, IsWrittenOverAndEndedOnce) {
  Screen screen;
  {
    LiveLine line(screen.console, true, seconds(10));
    line.show("step 1");
    line.show("step 2");
    line.tell("done");
  }
  EXPECT_EQ(screen.err.str(), "\rstep 1\x1b[K\rstep 2\x1b[K\ndone\n");
}

TEST(LiveLine, NeverWraps) {
  Screen screen;
  LiveLine line(screen.console, true, seconds(10));
  line.show(std::string(4000, 'x'));
  EXPECT_LT(screen.err.str().size(), 1000U);
}

TEST(LiveLine, WithoutATerminalIsAPlainLineNowAndThen) {
  Screen screen;
  {
    LiveLine line(screen.console, false, seconds(3600));
    for (int i = 0; i < 5; ++i) line.show("step " + std::to_string(i));
  }
  EXPECT_EQ(screen.err.str(), "step 0\n");
}

}  // namespace
}  // namespace imprint::cli
