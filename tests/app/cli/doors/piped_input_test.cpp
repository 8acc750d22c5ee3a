// SPDX-License-Identifier: GPL-3.0-or-later
// A spec, a sweep, a recipe, a schedule from a pipe: what `<(...)` and /dev/stdin are.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>

#include "core/base/atomic_file.h"
#include "tests/app/cli/doors/trained_place.h"

namespace imprint::test {
namespace {

using ::testing::HasSubstr;

/// The reading end of a pipe that holds the text, as a path.
class Pipe {
 public:
  explicit Pipe(const std::string& text) {
    EXPECT_EQ(::pipe(ends_.data()), 0);
    EXPECT_EQ(::write(ends_[1], text.data(), text.size()), static_cast<ssize_t>(text.size()));
    ::close(ends_[1]);
  }
  ~Pipe() { ::close(ends_[0]); }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  std::string path() const { return "/dev/fd/" + std::to_string(ends_[0]); }
  int descriptor() const { return ends_[0]; }

 private:
  std::array<int, 2> ends_ = {-1, -1};
};

class PipedInput : public TrainedPlace {
 protected:
  /// The outcome of the line with the file's content through a pipe in place of "@".
  static Outcome piped(std::vector<std::string> words, const std::string& file) {
    const Pipe pipe(read_whole_file(file));
    for (std::string& word : words)
      if (word == "@") word = pipe.path();
    return run_words(words);
  }
};

TEST_F(PipedInput, IsTakenByEveryCommandThatReadsAFile) {
  const auto taken = [](const std::vector<std::string>& words, const std::string& file) {
    const Outcome outcome = piped(words, file);
    EXPECT_EQ(outcome.exit_code, 0) << words[0] << " " << words[1] << ": " << outcome.err;
  };
  taken({"run", "@", "--out", at("piped")}, spec());
  taken({"schedule", "cost", "@"}, spec());
  taken({"range-test", "@", "--set", "range_test.iterations=1", "--set", "range_test.window=1"}, spec());
  taken({"curvature", weights(), "--spec", "@"}, spec());
  taken({"sweep", "plan", "@"}, sweep());
  taken({"sweep", "status", "@", "--out", planned()}, sweep());
  taken({"sweep", "report", "@", "--out", planned()}, sweep());
  taken({"figure", "@", "--out", at("piped-figure")}, recipe());
  taken({"schedule", "show", "@"}, spec());
  taken({"schedule", "convert", "@", "--to", at("piped.json")}, spec());
  taken({"schedule", "show", "@"}, at("piped.json"));
  write_file_atomically(at("points"), "0,2\n1,8\n");
  taken({"schedule", "show", "@"}, at("points"));
}

TEST_F(PipedInput, GivesTheSameAsTheFile) {
  const Outcome from_file = run_words({"schedule", "cost", spec(), "--json"});
  EXPECT_EQ(piped({"schedule", "cost", "@", "--json"}, spec()).out, from_file.out);
}

TEST_F(PipedInput, MayBeStandardInputByTheNameOfADash) {
  const Pipe pipe(read_whole_file(spec()));
  const int before = ::dup(STDIN_FILENO);
  ::dup2(pipe.descriptor(), STDIN_FILENO);
  const Outcome outcome = run_words({"schedule", "cost", "-", "--json"});
  ::dup2(before, STDIN_FILENO);
  ::close(before);
  EXPECT_EQ(outcome.out, run_words({"schedule", "cost", spec(), "--json"}).out) << outcome.err;
}

TEST_F(PipedInput, IsNamedInErrors) {
  write_file_atomically(at("wrong.toml"), "[training]\nepoch = 3\n");
  const Outcome outcome = piped({"run", "@", "--out", at("never")}, at("wrong.toml"));
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("/dev/fd/"));
  EXPECT_THAT(outcome.err, HasSubstr(":2:1: unknown key training.epoch; did you mean training.epochs?"));
}

TEST_F(PipedInput, AnotherSweepThanTheStoredOneIsRefused) {
  EXPECT_EQ(run_words({"sweep", "status", sweep(), "--out", planned()}).exit_code, 0);
  write_file_atomically(at("other.toml"), read_whole_file(spec()) + "[sweep.grid]\nseed = [1, 2, 3]\n");
  const Outcome other = run_words({"sweep", "status", at("other.toml"), "--out", planned()});
  EXPECT_EQ(other.exit_code, 2);
  EXPECT_THAT(other.err, HasSubstr("holds another sweep than"));
}

}  // namespace
}  // namespace imprint::test
