// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "core/spec/spec_fields.h"
#include "core/spec/spec_io.h"
#include "tests/core/spec/random_spec.h"
#include "tests/support/expect_error.h"
#include "tests/support/temporary_folder.h"

namespace imprint {
namespace {

using ::testing::HasSubstr;

std::string error_in(const char* toml) {
  return test::input_error_of([&] { parse_spec_toml(toml, "spec.toml"); });
}

TEST(SpecToml, ReadsEveryKindOfField) {
  const auto spec = parse_spec_toml(R"(
name = "mnist-early-deficit"
seed = 7
[dataset]
name = "mnist"
augment = true
[model]
name = "mlp"
hidden = [300, 100]
[training]
learning_rate = 1           # a whole number is a number, too
iterations = 64000
lr_milestones = [0.5, 1]
[[deficit]]
kind = "blur"
[[deficit]]
)",
                                    "spec.toml");
  EXPECT_EQ(spec.name, "mnist-early-deficit");
  EXPECT_EQ(spec.seed, 7u);
  EXPECT_TRUE(spec.dataset.augment);
  EXPECT_EQ(spec.model.options.get<std::vector<int>>("hidden"), (std::vector<int>{300, 100}));
  EXPECT_EQ(spec.training.learning_rate, 1.0);
  EXPECT_EQ(spec.training.iterations, 64000);
  EXPECT_EQ(spec.training.lr_milestones, (std::vector<double>{0.5, 1.0}));
  ASSERT_EQ(spec.deficits.size(), 2u);
  EXPECT_EQ(spec.deficits[0].kind, "blur");
  EXPECT_EQ(spec.deficits[1], DeficitSpec());
}

TEST(SpecToml, AbsentFieldsKeepTheirDefaults) {
  EXPECT_EQ(parse_spec_toml("", "spec.toml"), ExperimentSpec());
  EXPECT_EQ(parse_spec_toml("[training]\n[probe]\n", "spec.toml"), ExperimentSpec());
}

TEST(SpecToml, RandomSpecsReadBackEqual) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const ExperimentSpec spec = test::random_spec(seed);
    ASSERT_EQ(parse_spec_toml(spec_to_toml(spec), "short"), spec);
    ASSERT_EQ(parse_spec_toml(spec_to_toml(spec, true), "complete"), spec);
  }
}

TEST(SpecToml, WritesOnlyWhatDiffersFromTheDefault) {
  ExperimentSpec spec;
  EXPECT_EQ(spec_to_toml(spec), "");
  spec.training.epochs = 3;
  spec.deficits.resize(1);
  EXPECT_EQ(spec_to_toml(spec),
            "[training]\nepochs = 3\n\n[[deficit]]\nkind = \"precision\"\nonset = 0.0\nlength = 5.0\n"
            "unit = \"epoch\"\nbits = 3\nbackward_bits = 0\n");
}

TEST(SpecToml, WritesEveryFieldWhenComplete) {
  ExperimentSpec spec;
  spec.deficits.resize(1);
  const std::string text = "\n" + spec_to_toml(spec, true);
  for (const auto& field : spec_fields(spec)) {
    EXPECT_THAT(text, HasSubstr("\n" + field.key.substr(field.key.rfind('.') + 1) + " = "));
    EXPECT_THAT(text, HasSubstr(field.help));
  }
}

TEST(SpecToml, UnknownKeysAreNamedWithTheirPlaceAndTheNearest) {
  EXPECT_EQ(error_in("[training]\nepochs = 3\nlearing_rate = 0.1\n"),
            "spec.toml:3:1: unknown key training.learing_rate; did you mean training.learning_rate?");
  EXPECT_EQ(error_in("epochs = 3"), "spec.toml:1:1: unknown key epochs; did you mean training.epochs?");
  EXPECT_EQ(error_in("[trainig]\nepochs = 3\n"),
            "spec.toml:2:1: unknown key trainig.epochs; did you mean training.epochs?");
  EXPECT_EQ(error_in("[[deficit]]\n[[deficit]]\nbit = 3\n"),
            "spec.toml:3:1: unknown key deficit.1.bit; did you mean deficit.0.bits?");
  EXPECT_THAT(error_in("[optimiser]\n"), HasSubstr("unknown key optimiser"));
}

TEST(SpecToml, ReportsTheFirstMistakeOfTheFile) {
  EXPECT_THAT(error_in("zebra = 1\n[dataset]\nant = 2\n"), HasSubstr("spec.toml:1:1: unknown key zebra"));
}

TEST(SpecToml, WrongTypesNameFieldValueAndRule) {
  EXPECT_EQ(error_in("[training]\nepochs = \"ten\"\n"),
            "spec.toml:2:1: training.epochs = \"ten\": a whole number is expected");
  EXPECT_EQ(error_in("[training]\nepochs = 3.0\n"), "spec.toml:2:1: training.epochs = 3.0: a whole number is expected");
  EXPECT_EQ(error_in("[training]\nmomentum = nan\n"), "spec.toml:2:1: training.momentum = nan: a number is expected");
  EXPECT_EQ(error_in("[training]\nmomentum = -inf\n"), "spec.toml:2:1: training.momentum = -inf: a number is expected");
  EXPECT_EQ(error_in("[probe]\nfisher = 1\n"), "spec.toml:2:1: probe.fisher = 1: true or false is expected");
  EXPECT_EQ(error_in("name = true\n"), "spec.toml:1:1: name = true: text is expected");
  EXPECT_EQ(error_in("name = 2020-01-01\n"), "spec.toml:1:1: name = (a table or another type): text is expected");
  EXPECT_EQ(error_in("[model]\nhidden = 3\n"), "spec.toml:2:1: model.hidden = 3: a list of whole numbers is expected");
  EXPECT_EQ(error_in("[model]\nhidden = [3, 0.5]\n"),
            "spec.toml:2:1: model.hidden = [3, 0.5]: a list of whole numbers is expected");
}

TEST(SpecToml, MisplacedTablesAreExplained) {
  EXPECT_EQ(error_in("training = 3\n"), "spec.toml:1:1: training is a table, not a value");
  EXPECT_EQ(error_in("[deficit]\nbits = 3\n"), "spec.toml:2:1: deficit is a list of tables: write [[deficit]]");
  EXPECT_EQ(error_in("[deficit]\n"), "spec.toml:1:2: deficit is a list of tables: write [[deficit]]");
  EXPECT_EQ(error_in("[name]\nfirst = 1\n"), "spec.toml:2:1: name is a value, not a table");
  EXPECT_EQ(error_in("[training.epochs]\na = 1\n"), "spec.toml:2:1: training.epochs is a value, not a table");
}

TEST(SpecToml, SyntaxErrorsHaveLineAndColumn) {
  EXPECT_THAT(error_in("name = \"a\"\nseed = = 3\n"), HasSubstr("spec.toml:2:8: "));
  EXPECT_THAT(error_in("[training]\nepochs = 1\nepochs = 2\n"), HasSubstr("spec.toml:3:"));
}

TEST(LoadSpec, NamesTheFile) {
  const test::TemporaryFolder folder;
  std::ofstream(folder / "a.toml") << "sed = 1\n";
  const std::string path = (folder / "a.toml").string();
  EXPECT_EQ(test::input_error_of([&] { load_spec(path); }), path + ":1:1: unknown key sed; did you mean seed?");
  EXPECT_THAT(test::input_error_of([&] { load_spec(folder / "b.toml"); }), HasSubstr("b.toml: no such file"));
}

}  // namespace
}  // namespace imprint
