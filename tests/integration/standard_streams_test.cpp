// SPDX-License-Identifier: GPL-3.0-or-later
// The program started with its streams closed or full, as a shell or a daemon may start it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdlib>

#include "core/base/atomic_file.h"
#include "tests/integration/program.h"
#include "tests/support/temporary_folder.h"

namespace imprint::test {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

class StandardStreams : public ::testing::Test {
 protected:
  /// `line` behind the program's name, for a shell.
  static int shell(const std::string& line) {
    const char* build = std::getenv("IMPRINT_BINARY_DIR");
    const std::string program = std::string(build == nullptr ? "." : build) + "/bin/imprint";
    const int status = std::system(("'" + program + "' " + line).c_str());
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }
  std::string file(const std::string& name) const { return (folder_ / name).string(); }
  TemporaryFolder folder_;
};

TEST_F(StandardStreams, AFullOrClosedStdoutIsAFailureThatIsTold) {
  for (const char* to : {" >/dev/full", " >&-"}) {
    EXPECT_EQ(shell("schedule list" + std::string(to) + " 2>" + file("err")), 1) << to;
    EXPECT_THAT(read_whole_file(file("err")), HasSubstr("could not be written to stdout whole")) << to;
    EXPECT_EQ(shell("--help" + std::string(to) + " 2>/dev/null"), 1) << to;
    EXPECT_EQ(shell("schedule show CR --json" + std::string(to) + " 2>/dev/null"), 1) << to;
  }
  EXPECT_EQ(shell("schedule list >/dev/null 2>&-"), 0);
  EXPECT_EQ(shell("schedule list <&- >/dev/null 2>/dev/null"), 0);
}

/// The first file that a program with a closed stdout opens would become its stdout.
TEST_F(StandardStreams, ClosedOnesNeverLeadIntoAFileOfTheRun) {
  write_file_atomically(file("s.toml"),
                        "[dataset]\ntrain_limit = 40\ntest_limit = 20\n[model]\nname = \"mlp\"\nhidden = [8]\n"
                        "[training]\niterations = 3\nbatch_size = 20\n[probe]\nfisher = false\nhessian = false\n");
  const auto run = [&](const std::string& out, const std::string& streams) {
    return shell("run " + file("s.toml") + " --out " + file(out) + " --json" + streams);
  };
  ASSERT_EQ(run("a", " >/dev/null 2>/dev/null"), 0);
  EXPECT_EQ(run("b", " >&- 2>&- <&-"), 1);
  EXPECT_EQ(metrics_without_time(file("a")), metrics_without_time(file("b")));
  EXPECT_THAT(read_whole_file(file("b/status.json")), HasSubstr("finished"));
  EXPECT_THAT(read_whole_file(file("b/metrics.csv")), StartsWith("step,"));
}

}  // namespace
}  // namespace imprint::test
