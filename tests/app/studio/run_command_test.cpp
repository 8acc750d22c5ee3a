// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/bridge/run_command.h"

#include <gtest/gtest.h>

#include "core/spec/spec_fields.h"
#include "tests/app/studio/waiting.h"

namespace imprint::studio {
namespace {

using Overrides = std::vector<std::string>;

ExperimentSpec applied(ExperimentSpec spec, const Overrides& overrides) {
  for (const std::string& assignment : overrides) apply_override(spec, assignment);
  return spec;
}

TEST(RunCommand, NamesOnlyWhatDiffers) {
  const ExperimentSpec from = test::small_spec();
  ExperimentSpec to = from;
  to.training.epochs = 3;
  to.precision.schedule = "CR";
  EXPECT_EQ(*overrides_between(from, to), (Overrides{"training.epochs=3", "precision.schedule=CR"}));
  EXPECT_TRUE(overrides_between(from, from)->empty());
}

TEST(RunCommand, OverridesBringTheSpecBack) {
  const ExperimentSpec from = test::small_spec();
  ExperimentSpec to = from;
  to.model.name = "mlp";
  to.model.options.set("hidden", std::vector<int>{64, 32});
  to.deficits.front().bits = 4;
  for (int i = 0; i < 11; ++i) to.deficits.push_back({.kind = "blur", .onset = 1.0 + i, .length = 0.5});
  EXPECT_EQ(applied(from, *overrides_between(from, to)), to);
}

TEST(RunCommand, SaysWhenOverridesCanNotDoIt) {
  ExperimentSpec without = test::small_spec();
  without.deficits.clear();
  EXPECT_FALSE(overrides_between(test::small_spec(), without).has_value());
}

TEST(RunCommand, QuotesForTheShell) {
  EXPECT_EQ(shell_word("dataset.root=/data/mnist"), "dataset.root=/data/mnist");
  EXPECT_EQ(shell_word("model.hidden=[64, 32]"), "'model.hidden=[64, 32]'");
  EXPECT_EQ(shell_word("name=it's"), "'name=it'\\''s'");
  EXPECT_EQ(shell_word("$(rm)"), "'$(rm)'");
  EXPECT_EQ(shell_word(""), "''");
  EXPECT_EQ(run_command("a b.toml", {"seed=2"}, "out/r"), "imprint run 'a b.toml' --set seed=2 --out out/r");
}

}  // namespace
}  // namespace imprint::studio
