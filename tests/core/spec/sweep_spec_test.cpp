// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/spec/sweep_spec.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include <cstdlib>
#include <filesystem>

#include "tests/support/expect_error.h"
#include "tests/support/source_root.h"

namespace imprint {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

SweepSpec parsed(const std::string& text) { return parse_sweep_toml(text, "sweep.toml"); }
std::string refused(const std::string& text) {
  return test::input_error_of([&] { parsed(text); });
}

TEST(SweepToml, IsAnExperimentWithAGrid) {
  const SweepSpec sweep = parsed(
      "name = \"w\"\n[training]\nepochs = 8\n[[deficit]]\nbits = 2\n"
      "[sweep.grid]\nonset = [0, 2.5]\ndeficit.0.length = [1, 2]\nkind = [\"blur\", \"flip\"]\n"
      "seed = [1, 2, 3]\ntraining.lr_restart = [false, true]\nmodel.hidden = [\"[64, 64]\"]\n"
      "model.name = [\"mlp\"]\n[sweep]\nlate_onset = 5\nmargin = 0.02\nprocesses = 3\norder = \"random\"\n");
  EXPECT_EQ(sweep.base.training.epochs, 8);
  EXPECT_EQ(sweep.base.deficits.at(0).bits, 2);
  ASSERT_EQ(sweep.axes.size(), 7U);
  EXPECT_EQ(sweep.axes[0], (SweepAxis{"deficit.0.onset", {"0", "2.5"}}));
  EXPECT_EQ(sweep.axes[1], (SweepAxis{"deficit.0.length", {"1", "2"}}));
  EXPECT_EQ(sweep.axes[2], (SweepAxis{"deficit.0.kind", {"blur", "flip"}}));
  EXPECT_EQ(sweep.axes[4], (SweepAxis{"training.lr_restart", {"false", "true"}}));
  EXPECT_EQ(sweep.axes[5], (SweepAxis{"model.hidden", {"[64, 64]"}}));
  EXPECT_EQ(sweep.late_onset, 5);
  EXPECT_EQ(sweep.margin, 0.02);
  EXPECT_EQ(sweep.processes, 3);
  EXPECT_EQ(sweep.order, "random");
  EXPECT_EQ(sweep_size(sweep), 2 * 2 * 2 * 3 * 2);
}

TEST(SweepToml, TheIntervalOfTheReportIsOneThatIsKnown) {
  EXPECT_EQ(parsed("[sweep.grid]\nseed = [1]\n").interval, "student-t");
  EXPECT_EQ(parsed("[sweep]\ninterval = \"bca\"\n[sweep.grid]\nseed = [1]\n").interval, "bca");
  EXPECT_THAT(refused("[sweep]\ninterval = \"bootstrap\"\n[sweep.grid]\nseed = [1]\n"),
              HasSubstr("sweep.interval must be student-t, studentised-bootstrap or bca, but is \"bootstrap\""));
}

TEST(SweepToml, ReadsBackEqual) {
  for (const SweepProtocol& protocol : sweep_protocols()) {
    SweepSpec sweep = protocol.defaults;
    sweep.protocol = protocol.name;
    sweep.base.deficits.resize(1);
    sweep.base.deficits[0].length = 0.5;
    sweep.axes.push_back({"seed", {"1", "2"}});
    sweep.axes.push_back({"deficit.0.kind", {"blur", "flip"}});
    sweep.late_onset = 0.75;
    sweep.order = "random";
    sweep.interval = "bca";
    EXPECT_EQ(parse_sweep_toml(sweep_to_toml(sweep), "again"), sweep) << protocol.name << "\n" << sweep_to_toml(sweep);
  }
}

TEST(SweepToml, AProtocolOfEpochsIsScaledWhole) {
  const SweepSpec sweep = parsed("[sweep]\nprotocol = \"sensitivity\"\nscale = 0.1\n");
  EXPECT_EQ(sweep.base.training.epochs, 16);
  EXPECT_EQ(sweep.base.deficits.front().length, 4);
  EXPECT_NEAR(std::pow(sweep.base.training.lr_decay, 16), std::pow(0.97, 160), 1e-12);
  EXPECT_THAT(sweep.axes, ElementsAre(SweepAxis{"deficit.0.onset", {"0", "2", "4", "6", "8", "10", "12"}}));
  EXPECT_EQ(parse_sweep_toml(sweep_to_toml(sweep), "again"), sweep);
  EXPECT_THAT(parsed("[sweep]\nprotocol = \"deficit-then-clean\"\nscale = 0.05\n").axes,
              ElementsAre(SweepAxis{"deficit.0.length", {"1", "2", "3", "4", "5", "6", "7"}}));
  EXPECT_THAT(refused("[sweep]\nprotocol = \"probe-window\"\nscale = 0.1\n"),
              HasSubstr("sweep.scale must be 1 for sweep.protocol = probe-window"));
  EXPECT_THAT(refused("[sweep]\nprotocol = \"sensitivity\"\nscale = 0\n"), HasSubstr("sweep.scale must be from 0.001"));
}

TEST(SweepToml, AProtocolFillsInWhatTheFileLeavesOut) {
  const SweepSpec a = parsed("[training]\nlearning_rate = 0.2\n[sweep]\nprotocol = \"deficit-then-normal\"\n");
  EXPECT_EQ(a.base.training.learning_rate, 0.2);
  EXPECT_EQ(a.base.training.budget, "clean");
  EXPECT_EQ(a.base.training.lr_clock, "frozen");
  EXPECT_EQ(a.base.training.weight_decay, 0);
  EXPECT_THAT(a.axes, ElementsAre(SweepAxis{"deficit.0.length", {"0.0625", "0.125", "0.25", "0.5", "1"}}));
  const SweepSpec b = parsed("[sweep]\nprotocol = \"probe-window\"\n[sweep.grid]\nonset = [0.5]\nseed = [4]\n");
  EXPECT_THAT(b.axes, ElementsAre(SweepAxis{"deficit.0.onset", {"0.5"}}, SweepAxis{"seed", {"4"}}));
  EXPECT_EQ(b.base.deficits.at(0).length, 0.5);
}

TEST(SweepToml, AProtocolsOwnAxisIsNotReadInAnotherUnit) {
  EXPECT_THAT(refused("[[deficit]]\nunit = \"epoch\"\nlength = 2\n[sweep]\nprotocol = \"probe-window\"\n"),
              HasSubstr("counts in unit fraction, but deficit.0.unit is epoch: give sweep.grid.onset in that unit"));
}

TEST(SweepToml, EveryExampleIsAnExperimentOrASweep) {
  int sweeps = 0, experiments = 0;
  for (const auto& entry : std::filesystem::directory_iterator(test::source_root() / "resources/examples")) {
    if (!entry.is_regular_file()) continue;
    const SweepSpec sweep = load_sweep(entry.path());
    (sweep.axes.empty() ? experiments : sweeps) += 1;
    EXPECT_EQ(sweep.base.name, entry.path().stem()) << "an example is named as its file";
  }
  EXPECT_GE(experiments, 2);
  EXPECT_GE(sweeps, 3);
}

TEST(SweepToml, RefusesWhatMakesNoGridAndSaysWhere) {
  const std::string deficit = "[[deficit]]\nlength = 1\n";
  EXPECT_THAT(refused(deficit + "[sweep.grid]\nonset = []\n"),
              HasSubstr("sweep.toml:4:1: sweep.grid.onset is an empty list"));
  EXPECT_THAT(refused(deficit + "[sweep.grid]\nonset = 3\n"), HasSubstr("must be a list of values"));
  EXPECT_THAT(refused(deficit + "[sweep.grid]\nonset = [0]\ndeficit.0.onset = [1]\n"), HasSubstr("is there twice"));
  EXPECT_THAT(refused(deficit + "[sweep.grid]\nonset = [1, 1.0]\n"), HasSubstr("has the value 1 twice"));
  EXPECT_THAT(refused(deficit + "[sweep.grid]\nonst = [1]\n"), HasSubstr("unknown key onst"));
  EXPECT_THAT(refused(deficit + "[sweep.grid]\nbits = [2, 40]\n"),
              HasSubstr("deficit.0.bits must be from 0 to 32, but is 40"));
  EXPECT_THAT(refused(deficit + "[sweep.grid]\nonset = [\"early\"]\n"), HasSubstr("a number is expected"));
  EXPECT_THAT(refused(deficit + "[sweep.grid]\ncomparison.metric = [\"test/loss\"]\n"),
              HasSubstr("is the same for the whole sweep"));
  EXPECT_THAT(refused("[sweep]\nprotocl = \"grid\"\n"), HasSubstr("did you mean sweep.protocol?"));
  EXPECT_THAT(refused("[sweep]\nprotocol = \"probe\"\n"), HasSubstr("must be grid, deficit-then-normal"));
  for (const char* processes : {"2.7", "2.0", "\"2\"", "99999999999", "true", "[2]"})
    EXPECT_THAT(
        refused("[sweep]\nprocesses = " + std::string(processes) + "\n"),
        HasSubstr("sweep.toml:2:1: sweep.processes = " + std::string(processes) + ": a whole number is expected"));
  EXPECT_THAT(refused(deficit + "[sweep.grid]\nseed = [9007199254740993]\n"), HasSubstr("seed must be from 0"));
  EXPECT_THAT(refused(deficit + "[sweep.grid]\nseed = [1.5]\n"), HasSubstr("a whole number is expected"));
  EXPECT_THAT(refused(deficit + "[training]\nepochs = 0\n[sweep.grid]\nseed = [1]\n"), HasSubstr("training.epochs"));
}

TEST(SweepSpec, IsToldApartFromAnExperimentAlone) {
  EXPECT_TRUE(holds_sweep("name = \"x\"\n  [sweep.grid]\nseed = [1]\n"));
  EXPECT_TRUE(holds_sweep("[sweep]\nmargin = 0.1"));
  EXPECT_FALSE(holds_sweep("name = \"[sweep]\"\n# [sweep]\n[training]\nepochs = 3\n"));
}

}  // namespace
}  // namespace imprint
