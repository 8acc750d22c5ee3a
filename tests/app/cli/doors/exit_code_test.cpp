// SPDX-License-Identifier: GPL-3.0-or-later
// 0 success, 1 the job failed, 2 bad usage or bad input: what scripts rely on, for every way that a line can be wrong.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "core/base/atomic_file.h"
#include "tests/app/cli/doors/trained_place.h"

namespace imprint::test {
namespace {

using ::testing::HasSubstr;

struct WrongLine {
  int exit_code;
  std::vector<std::string> words;
  std::string said;  // a part of the message
};

class ExitCode : public TrainedPlace {
 protected:
  /// With and without --json; what is said is one line, and the error of the JSON.
  static void expect(const std::vector<WrongLine>& lines) {
    for (const auto& [exit_code, words, said] : lines) {
      std::string line;
      for (const std::string& word : words) line += word + " ";
      const Outcome plain = run_words(words);
      EXPECT_EQ(plain.exit_code, exit_code) << line << "\n" << plain.err;
      EXPECT_THAT(plain.err, HasSubstr(said)) << line;
      EXPECT_EQ(plain.out, "") << line;
      std::vector<std::string> as_json = words;
      as_json.emplace_back("--json");
      const Outcome json = run_words(as_json);
      EXPECT_EQ(json.exit_code, exit_code) << line;
      EXPECT_THAT(nlohmann::json::parse(json.out, nullptr, false).value("error", ""), HasSubstr(said))
          << line << json.out;
    }
  }
};

TEST_F(ExitCode, OfBadUsageIsTwo) {
  expect({{2, {"colour"}, "unknown command colour"},
          {2, {"ruin", spec()}, "did you mean run?"},
          {2, {"schedule", "shwo", "CR"}, "did you mean show?"},
          {2, {"run", spec(), "--ou", at("x")}, "did you mean --out?"},
          {2,
           {"run", spec(), "--epochs", "3"},
           "unknown flag --epochs; a field of the spec is set by --set training.epochs=VALUE"},
          {2, {"run", spec(), "--threads", "1"}, "a field of the spec is set by --set threads=VALUE"},
          {2, {"run", spec(), "--zzzzzzz"}, "unknown flag --zzzzzzz; see imprint run --help"},
          {2, {"run"}, "run needs SPEC"},
          {2, {"run", "--resume"}, "--resume needs --out"},
          {2, {"run", "--resume", "--out", run(), "--set", "seed=2"}, "--set is not read with --resume"},
          {2, {"run", spec(), "--resume", "--out", run()}, "SPEC is not read with --resume"},
          {2, {"run", spec(), "--out", ""}, "--out is empty"},
          {2, {"curvature"}, "RUN_OR_CHECKPOINT is required"},
          {2, {"curvature", run(), "--spec", spec()}, "--spec is not read of a run directory"},
          {2, {"sweep", "run", "--out", planned(), "--set", "seed=2"}, "--set is not read without SPEC"},
          {2, {"sweep", "run", "--out", planned(), "--grid", "seed=2"}, "--grid is not read without SPEC"},
          {2, {"sweep", "run", sweep(), "--out", at("s"), "--processes", "-1"}, "--processes must be from 0 to 1024"},
          {2, {"sweep", "plan", sweep(), "--most-leaves", "0"}, "--most-leaves must be from 1"},
          {2, {"figure"}, "a recipe is expected"},
          {2, {"figure", recipe()}, "--out DIR is expected"},
          {2, {"figure", "--list-fields", "--dpi", "3"}, "--dpi is not read with --list-fields"},
          {2, {"schedule", "show", "static", "--cycles", "3"}, "--cycles is not read of static"},
          {2, {"schedule", "show", "CR", "--rex-constant", "0.5"}, "--rex-constant is not read of CR: it has none"},
          {2, {"schedule", "show", "cr"}, "did you mean CR?"},
          {2, {"runs", "show"}, "DIR is required"},
          {2, {"runs", "export", run(), "--to", "-"}, "--to = -: name a file"},
          {2, {"doctor", "now"}, "unexpected argument \"now\""},
          {2, {"bench", "--model", "lstm"}, "has no plain LibTorch loop"},
          {2, {"bench", "--precision", "4"}, "forward and backward bits from 1 to 32 are expected"}});
}

TEST_F(ExitCode, OfBadInputIsTwo) {
  write_file_atomically(at("broken.toml"), "name = \n");
  write_file_atomically(at("wrong.toml"), "[training]\nlr = 0.1\n");
  write_file_atomically(at("not.safetensors"), "no tensors");
  expect({{2, {"run", at("none.toml")}, "none.toml: no such file"},
          {2, {"run", at("")}, "regular file"},
          {2, {"run", at("broken.toml")}, "broken.toml:1:"},
          {2, {"run", at("wrong.toml")}, "did you mean training.learning_rate?"},
          {2, {"run", spec(), "--set", "training.lr=0.1"}, "did you mean training.learning_rate?"},
          {2, {"run", spec(), "--set", "seed=9007199254740993", "--out", at("x")}, "seed must be from 0"},
          {2, {"run", spec(), "--set", "training.epochs=2.7"}, "a whole number is expected"},
          {2, {"run", spec(), "--set", "name=\"open"}, "begins with a quote must end with it"},
          {2, {"run", spec(), "--set", "nothing"}, "an assignment like training.epochs=3 is expected"},
          {2,
           {"run", spec(), "--set", "dataset.name=mnist", "--set", "dataset.root=" + at("none"), "--out", at("x")},
           "no such folder"},
          {2, {"run", "--resume", "--out", at("none")}, "holds no run to resume"},
          {2, {"curvature", at("none")}, "neither a run directory nor a model file"},
          {2, {"curvature", at("")}, "neither a run directory nor a model file"},
          {2, {"curvature", at("not.safetensors"), "--spec", spec()}, "not.safetensors"},
          {2, {"curvature", at("not.safetensors")}, "lies in no run directory"},
          {2, {"range-test", spec(), "--set", "range_test.window=0"}, "range_test.window"},
          {2, {"schedule", "cost", at("none.toml")}, "no such file"},
          {2, {"schedule", "show", at("none.json")}, "no such file"},
          {2, {"schedule", "convert", "CR", "--to", at("x.xml")}, "must end in"},
          {2, {"sweep", "status", "--out", at("none")}, "holds no sweep"},
          {2, {"sweep", "report", "--out", run()}, "holds no sweep"},
          {2, {"figure", at("none.toml"), "--out", at("x")}, "no such file"},
          {2, {"figure", recipe(), "--out", at("x"), "--set", "venu=icml"}, "did you mean venue?"},
          {2, {"runs", "list", at("none")}, "no such folder"},
          {2, {"runs", "list", "--filter", "sead:1", at("")}, "did you mean seed?"},
          {2, {"runs", "show", at("")}, "is no run directory"},
          {2, {"runs", "compare", at("none")}, "no such folder"},
          {2, {"runs", "export", at("none"), "--to", at("x.csv")}, "no such folder"},
          {2, {"runs", "export", run(), "--to", at("x.xml")}, "must end in .csv or .json"}});
  EXPECT_FALSE(std::filesystem::exists(at("x")));
}

TEST_F(ExitCode, OfAJobThatFailsIsOne) {
  expect({{1, {"schedule", "convert", "CR", "--to", at("none/x.json")}, "none/x.json"},
          {1, {"runs", "export", run(), "--to", at("none/x.csv")}, "none/x.csv"},
          {1, {"figure", recipe(), "--out", spec() + "/x"}, "cannot make the folder"}});
  const Outcome diverged =
      run_words({"run", spec(), "--set", "training.learning_rate=1e3", "--set", "training.weight_decay=1e3", "--set",
                 "training.iterations=60", "--set", "precision.max_bits=32", "--set", "training.momentum=0.99", "--out",
                 at("diverged")});
  EXPECT_EQ(diverged.exit_code, 1) << diverged.out;
}

}  // namespace
}  // namespace imprint::test
