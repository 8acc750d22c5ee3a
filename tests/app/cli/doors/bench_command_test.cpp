// SPDX-License-Identifier: GPL-3.0-or-later
// imprint bench, and what imprint doctor says of the same machine.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "core/base/atomic_file.h"
#include "tests/app/cli/doors/whole_program.h"
#include "tests/support/temporary_folder.h"

namespace imprint::test {
namespace {

using nlohmann::json;
using ::testing::AllOf;
using ::testing::HasSubstr;

/// The smallest there is.
std::vector<std::string> tiny(const std::vector<std::string>& more = {}) {
  std::vector<std::string> words = {"bench",         "--model",  "mlp", "--batch",   "2", "--precision",
                                    "fp32,4/8,bf16", "--rounds", "1",   "--threads", "1"};
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

TEST(BenchCommand, TellsMachineAndRowsAsJson) {
  const Outcome outcome = run_words(tiny({"--json"}));
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  const json told = json::parse(outcome.out);
  for (const char* key : {"cpu", "cpu_features", "threads", "libtorch_version", "onednn_version"})
    EXPECT_TRUE(told.at("machine").contains(key)) << key;
  EXPECT_EQ(told.at("machine").at("threads"), 1);
  const json& rows = told.at("rows");
  ASSERT_EQ(rows.size(), 4U);
  for (const json& row : rows) {
    for (const char* key : {"milliseconds", "ratio", "ratio_low", "ratio_high"})
      EXPECT_GT(row.at(key).get<double>(), 0) << key;
    EXPECT_EQ(row.at("model"), "mlp");
    EXPECT_EQ(row.at("batch"), 2);
    EXPECT_TRUE(row.at("peak_bytes").is_null() || row.at("peak_bytes").is_number_integer());
  }
  EXPECT_EQ(rows[0].at("executor"), "plain");
  EXPECT_EQ(rows[0].at("ratio"), 1.0);
  EXPECT_EQ(rows[1].at("executor"), "fp32");
  EXPECT_EQ(rows[1].at("precision"), "fp32");
  EXPECT_EQ(rows[2].at("precision"), "4/8");
  EXPECT_EQ(rows[3].at("precision"), "bf16");
}

TEST(BenchCommand, TellsATableAndWhatItIsWorth) {
  const Outcome outcome = run_words(tiny());
  EXPECT_THAT(outcome.out, AllOf(HasSubstr("TIMES PLAIN"), HasSubstr("4/8"), HasSubstr("threads: 1"),
                                 HasSubstr("Other load on the machine makes these numbers worthless")));
}

TEST(BenchCommand, WritesTheJsonToAFileToo) {
  const TemporaryFolder folder;
  const std::filesystem::path file = folder / "bench.json";
  ASSERT_EQ(run_words(tiny({"--executor", "simulated", "--out", file.string()})).exit_code, 0);
  EXPECT_EQ(json::parse(read_whole_file(file)).at("rows")[2].at("executor"), "simulated");
}

TEST(BenchCommand, TakesImagesOfAnotherSize) {
  const Outcome outcome = run_words(tiny({"--image", "3x9x8", "--json"}));
  EXPECT_EQ(json::parse(outcome.out).at("image"), "3x9x8");
  EXPECT_THAT(run_words(tiny({"--image", "3x9x8"})).out, HasSubstr("images of 3x9x8"));
}

TEST(BenchCommand, SaysWhatIsWrong) {
  const auto said = [](const std::vector<std::string>& words) {
    const Outcome outcome = run_words(words);
    EXPECT_EQ(outcome.exit_code, 2) << words.back();
    return outcome.err;
  };
  EXPECT_THAT(said({"bench", "--model", "mlp,gcn"}), HasSubstr("\"gcn\" has no plain LibTorch loop to be timed "
                                                               "against; there is one for mlp, small-cnn, resnet20"));
  for (const char* precision : {"4", "4/8/8", "0/8", "4/33", "4/", "e4m3/8", "8/8,"})
    EXPECT_THAT(said({"bench", "--precision", precision}), HasSubstr("--precision: forward and backward bits"))
        << precision;
  EXPECT_THAT(said({"bench", "--executor", "integer"}), HasSubstr("--executor must be auto, simulated or both"));
  EXPECT_THAT(said({"bench", "--batch", "0"}), HasSubstr("--batch must be from 1"));
  for (const char* image : {"64", "3x64", "3x64x64x1", "0x8x8", "3x64x-1", "3 x 8 x 8", "axbxc", "1x2048x8"})
    EXPECT_THAT(said({"bench", "--image", image}), HasSubstr("--image: channels, height and width")) << image;
}

TEST(DoctorCommand, TellsTheWaysOfMultiplying) {
  const Outcome plain = run_words({"doctor"}), as_json = run_words({"doctor", "--json"});
  EXPECT_THAT(plain.out, AllOf(HasSubstr("8-bit products"), HasSubstr("bf16 products"), HasSubstr("executor = auto"),
                               HasSubstr("imprint bench times training steps")));
  const json told = json::parse(as_json.out);
  for (const char* key : {"onednn_version", "integer_multipliers", "bf16_multipliers", "executor_auto"})
    EXPECT_TRUE(told.contains(key)) << key;
  const bool has_integers = told.at("integer_multipliers").is_string();
  EXPECT_EQ(plain.out.find("8-bit products   yes") != std::string::npos, has_integers);
}

}  // namespace
}  // namespace imprint::test
