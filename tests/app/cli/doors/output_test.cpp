// SPDX-License-Identifier: GPL-3.0-or-later
// What is written to stdout is whole, or the command has failed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "app/cli/program.h"
#include "tests/app/cli/doors/trained_place.h"

namespace imprint::test {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;

class Output : public TrainedPlace {
 protected:
  /// A line that prints, for every command.
  static std::vector<PrintingLine> lines() {
    return {{"run", {"run", spec(), "--out", at("again")}},
            {"run", {"run", "--list-fields"}},
            {"schedule list", {"schedule", "list"}},
            {"schedule show", {"schedule", "show", "CR"}},
            {"schedule convert", {"schedule", "convert", "CR", "--to", at("cr.json")}},
            {"schedule cost", {"schedule", "cost", spec()}},
            {"range-test", {"range-test", spec(), "--set", "range_test.iterations=1", "--set", "range_test.window=1"}},
            {"curvature", {"curvature", run()}},
            {"sweep plan", {"sweep", "plan", sweep()}},
            {"sweep status", {"sweep", "status", "--out", planned()}},
            {"sweep report", {"sweep", "report", "--out", planned()}},
            {"figure", {"figure", recipe(), "--out", at("figure")}},
            {"figure", {"figure", "--list-venues"}},
            {"figure", {"figure", "--list-fields"}},
            {"runs list", {"runs", "list", at("")}},
            {"runs show", {"runs", "show", run()}},
            {"runs compare", {"runs", "compare", run()}},
            {"runs check", {"runs", "check", run()}},
            {"runs export", {"runs", "export", run(), "--to", at("all.csv")}},
            {"dataset list", {"dataset", "list"}},
            {"dataset show", {"dataset", "show", "mnist"}},
            {"dataset fetch", {"dataset", "fetch"}},
            {"dataset verify", {"dataset", "verify", "synthetic", "--set", "dataset.train_limit=20"}},
            {"model list", {"model", "list"}},
            {"format list", {"format", "list"}},
            {"format show", {"format", "show", "e4m3"}},
            {"model show", {"model", "show", "mlp"}},
            {"doctor", {"doctor"}},
            {"bench", {"bench", "--model", "mlp", "--batch", "2", "--rounds", "1"}}};
  }
};

TEST_F(Output, OnAFullDeviceIsAFailureOfEveryCommand) {
  std::set<std::string> seen = {"sweep run"};  // starts programs: killed_sweep_test has it
  for (PrintingLine line : lines()) {
    seen.insert(line.command);
    for (const bool as_json : {false, true}) {
      if (as_json) line.words.emplace_back("--json");
      std::filesystem::remove_all(at("again"));
      std::ofstream full("/dev/full");
      std::ostringstream err;
      EXPECT_EQ(cli::run_program(line.words, whole_program(), full, err), 1) << line.command;
      EXPECT_THAT(err.str(), HasSubstr("could not be written to stdout whole: No space left on device"))
          << line.command;
    }
  }
  for (const auto& command : whole_program().commands)
    EXPECT_TRUE(seen.contains(command->info().path)) << command->info().path;
}

TEST_F(Output, OfHelpAndVersionIsCheckedToo) {
  for (const auto& words :
       std::vector<std::vector<std::string>>{{"--help"}, {"--version"}, {"run", "--help"}, {"help", "sweep"}}) {
    std::ofstream full("/dev/full");
    std::ostringstream err;
    EXPECT_EQ(cli::run_program(words, whole_program(), full, err), 1) << words.front();
  }
}

TEST_F(Output, IsValidJsonAlsoForPathsThatAreNoUtf8) {
  const std::string odd =
      at("od\xff"
         "d");
  std::filesystem::remove_all(odd);
  std::filesystem::create_directories(odd);
  std::filesystem::copy(run(), odd + "/run", std::filesystem::copy_options::recursive);
  const std::vector<std::vector<std::string>> lines = {
      {"run", spec(), "--out", odd + "/new"},
      {"curvature", odd + "/run"},
      {"runs", "list", odd},
      {"runs", "show", odd + "/run"},
      {"runs", "compare", odd},
      {"runs", "check", odd + "/run"},
      {"runs", "export", odd, "--to", odd + "/all.json"},
      {"schedule", "convert", "CR", "--to", odd + "/cr.json"},
      {"sweep", "plan", sweep(), "--out", odd + "/planned"},
      {"sweep", "status", "--out", odd + "/planned"},
      {"sweep", "report", "--out", odd + "/planned"},
      {"figure", recipe(), "--out", odd + "/figure"},
  };
  for (std::vector<std::string> words : lines) {
    words.emplace_back("--json");
    const Outcome outcome = run_words(words);
    EXPECT_EQ(outcome.exit_code, 0) << words[0] << " " << words[1] << ": " << outcome.err;
    EXPECT_TRUE(json::accept(outcome.out)) << words[0] << " " << words[1] << ": " << outcome.out;
  }
  EXPECT_TRUE(std::filesystem::exists(odd + "/new/status.json"));
  const json shown = json::parse(run_words({"runs", "show", odd + "/run", "--json"}).out);
  EXPECT_THAT(shown.at("directory").get<std::string>(), HasSubstr("od\xef\xbf\xbd"
                                                                  "d/run"));
  EXPECT_THAT(run_words({"runs", "show", odd + "/run"}).out, HasSubstr("od\\xffd/run"));
}

}  // namespace
}  // namespace imprint::test
