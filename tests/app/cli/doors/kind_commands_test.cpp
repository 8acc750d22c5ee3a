// SPDX-License-Identifier: GPL-3.0-or-later
// imprint dataset list|show|verify and imprint model list|show.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "core/spec/kinds.h"
#include "tests/app/cli/doors/whole_program.h"
#include "tests/support/temporary_folder.h"

namespace imprint::test {
namespace {

using nlohmann::json;
using ::testing::AllOf;
using ::testing::HasSubstr;

json json_of(std::vector<std::string> words) {
  words.emplace_back("--json");
  const Outcome outcome = run_words(words);
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  return json::parse(outcome.out);
}

std::vector<std::string> names_in(const json& list) {
  std::vector<std::string> names;
  for (const json& entry : list) names.push_back(entry.at("name"));
  return names;
}

/// A corpus of eight words.
class KindCommands : public testing::Test {
 protected:
  KindCommands() {
    write("train.txt", "a b c d e f a b c d e f\n");
    write("valid.txt", "a b c\n");
    write("test.txt", "d e f\n");
  }
  void write(const std::string& name, const std::string& text) { std::ofstream(folder_ / name) << text; }
  std::string root() const { return folder_.path().string(); }
  TemporaryFolder folder_;
};

TEST_F(KindCommands, ListEveryKindThatSpecsAccept) {
  EXPECT_EQ(names_in(json_of({"dataset", "list"}).at("datasets")), kind_names("dataset.name"));
  EXPECT_EQ(names_in(json_of({"model", "list"}).at("models")), kind_names("model.name"));
  EXPECT_THAT(run_words({"dataset", "list"}).out, AllOf(HasSubstr("mnist"), HasSubstr("node-classification")));
  EXPECT_THAT(run_words({"model", "list"}).out, AllOf(HasSubstr("lstm"), HasSubstr("model.dropout")));
}

TEST_F(KindCommands, ShowEveryDatasetWithoutItsFiles) {
  for (const std::string& name : kind_names("dataset.name")) {
    EXPECT_EQ(json_of({"dataset", "show", name}).at("name"), name);
    EXPECT_EQ(run_words({"dataset", "show", name}).exit_code, 0) << name;
  }
}

TEST_F(KindCommands, ShowWhatTheFilesSay) {
  const json shown = json_of({"dataset", "show", "text", "--root", root(), "--set", "dataset.stretch=3"});
  EXPECT_EQ(shown.at("shape").at("tokens"), 3);
  EXPECT_EQ(shown.at("shape").at("classes"), 7);
  EXPECT_EQ(shown.at("train_samples"), 4);
  const Outcome refused = run_words({"dataset", "show", "text", "--root", root(), "--set", "training.epochs=3"});
  EXPECT_EQ(refused.exit_code, 2);
  EXPECT_THAT(refused.err, HasSubstr("training.epochs has no effect"));
}

TEST_F(KindCommands, VerifyTellsTheHashAndHoldsItAgainstAnother) {
  const std::vector<std::string> words = {"dataset", "verify", "text", "--root", root(), "--set", "dataset.stretch=2"};
  const json check = json_of(words);
  EXPECT_EQ(check.at("parts"), (json{{"training", 6}, {"validation", 1}, {"test", 1}}));
  std::vector<std::string> with_hash = words;
  with_hash.insert(with_hash.end(), {"--hash", check.at("hash")});
  EXPECT_EQ(run_words(with_hash).exit_code, 0);
  write("test.txt", "d e a\n");
  const Outcome other = run_words(with_hash);
  EXPECT_EQ(other.exit_code, 2);
  EXPECT_THAT(other.err, HasSubstr("other data"));
  write("test.txt", "");
  EXPECT_THAT(run_words(words).err, AllOf(HasSubstr("test.txt"), HasSubstr("no word")));
}

TEST_F(KindCommands, ShowTheLayersOfAModel) {
  const json shown = json_of({"model", "show", "resnet20", "--dataset", "cifar10"});
  EXPECT_EQ(shown.at("parameters"), 272474);
  EXPECT_EQ(shown.at("macs"), 40813184);
  EXPECT_EQ(shown.at("layers")[0].at("name"), "conv1");
  const json lstm = json_of({"model", "show", "lstm", "--root", root(), "--set", "model.hidden=[4]", "--set",
                             "dataset.stretch=2", "--dataset", "text"});
  EXPECT_EQ(lstm.at("parameters"), 7 * 4 + (4 * 16 + 16) + 4 * 16 + 4 * 7 + 7);
  EXPECT_THAT(run_words({"model", "show", "mlp"}).out, HasSubstr("mlp for synthetic"));
  EXPECT_THAT(run_words({"model", "show", "rnn"}).out, HasSubstr("rnn for synthetic-text"));
  EXPECT_THAT(run_words({"model", "show", "gcn"}).err, HasSubstr("give --dataset and --root"));
  EXPECT_THAT(run_words({"model", "show", "resnet21"}).err, HasSubstr("did you mean resnet20"));
}

}  // namespace
}  // namespace imprint::test
