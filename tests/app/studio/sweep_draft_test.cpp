// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/sweep/design/sweep_draft.h"

#include <gtest/gtest.h>

#include <QSignalSpy>

#include "app/studio/sweep/design/window_grid.h"
#include "tests/app/studio/made_up_sweep.h"

namespace imprint::studio {
namespace {

class SweepDraftTest : public ::testing::Test {
 protected:
  SweepDraftTest() {
    base.replace(test::small_spec());
    draft.edit({.axes = {{"onset", "0, 4"}, {"length", "2, 4"}, {"seed", "1..3"}}}, "Start");
    base.undo_stack().clear();
  }

  ExperimentDraft base;
  SweepDraft draft{base};
};

TEST_F(SweepDraftTest, IsTheGridOfItsAxesOverTheExperimentOfTheForm) {
  EXPECT_TRUE(draft.is_valid()) << draft.first_problem().toStdString();
  EXPECT_EQ(draft.sweep().base, base.spec());
  EXPECT_EQ(sweep_size(draft.sweep()), 12);
  EXPECT_EQ(draft.sweep().axes[0], (SweepAxis{"deficit.0.onset", {"0", "4"}}));
  base.set_text("training.epochs", "20");
  EXPECT_EQ(draft.sweep().base.training.epochs, 20);
}

TEST_F(SweepDraftTest, EveryProblemStandsWithItsAxis) {
  draft.set_axis_values(0, "0, x");
  EXPECT_TRUE(draft.axis_problem(0).contains("number")) << draft.axis_problem(0).toStdString();
  EXPECT_TRUE(draft.axis_problem(1).isEmpty());
  draft.set_axis_values(0, "0..");
  EXPECT_TRUE(draft.axis_problem(0).contains("after the dots"));
  draft.set_axis_values(0, "");
  EXPECT_TRUE(draft.axis_problem(0).contains("at least one value"));
  draft.set_axis_values(0, "0, 0.0");
  EXPECT_TRUE(draft.axis_problem(0).contains("twice")) << draft.axis_problem(0).toStdString();
  draft.set_axis_values(0, "0, 4");
  EXPECT_TRUE(draft.is_valid());
  draft.set_axis_field(1, "onset");
  EXPECT_TRUE(draft.axis_problem(1).contains("Another axis"));
  draft.set_axis_field(1, "deficit.0.onest");
  EXPECT_TRUE(draft.axis_problem(1).contains("onset")) << draft.axis_problem(1).toStdString();
  EXPECT_FALSE(draft.is_valid());
}

TEST_F(SweepDraftTest, AProblemOfTheFormIsTold) {
  base.set_text("training.batch_size", "0");
  EXPECT_FALSE(draft.is_valid());
  EXPECT_TRUE(draft.first_problem().contains("training.batch_size")) << draft.first_problem().toStdString();
}

TEST_F(SweepDraftTest, TypingIsOneStepBack) {
  draft.set_axis_values(0, "0, 4,");
  draft.set_axis_values(0, "0, 4, 6");
  EXPECT_EQ(base.undo_stack().count(), 1);
  base.undo();
  EXPECT_EQ(draft.settings().axes[0].values, "0, 4");
  base.redo();
  EXPECT_EQ(draft.values(0).size(), 3U);
}

TEST_F(SweepDraftTest, AxesComeAndGo) {
  QSignalSpy structure(&draft, &SweepDraft::structure_changed);
  draft.add_axis("bits");
  EXPECT_EQ(structure.size(), 1);
  EXPECT_EQ(draft.axis_of("deficit.0.bits"), 3);
  EXPECT_TRUE(draft.is_valid()) << "a new axis begins with values";
  draft.remove_axis(3);
  EXPECT_EQ(draft.axis_of("deficit.0.bits"), -1);
  draft.remove_value(2, 0);
  EXPECT_EQ(draft.settings().axes[2].values, "2, 3");
}

TEST_F(SweepDraftTest, AProtocolSetsDeficitControlsAndAxesAndUndoTakesAllBack) {
  const ExperimentSpec before = base.spec();
  draft.use_protocol("deficit-then-normal");
  EXPECT_EQ(base.spec().training.budget, "clean");
  EXPECT_EQ(base.spec().training.lr_clock, "frozen");
  EXPECT_EQ(base.spec().training.weight_decay, 0);
  EXPECT_EQ(base.spec().deficits.front().unit, "fraction");
  EXPECT_EQ(draft.axis_of("deficit.0.onset"), -1) << "the protocol does not move the onset";
  EXPECT_EQ(draft.settings().axes.back().field, "seed") << "the seeds stay";
  EXPECT_TRUE(draft.is_valid()) << draft.first_problem().toStdString();
  base.undo();
  EXPECT_EQ(base.spec(), before);
  EXPECT_EQ(draft.settings().protocol, "grid");
  EXPECT_EQ(draft.axis_of("deficit.0.onset"), 0);
}

TEST_F(SweepDraftTest, BeginsWithAGridThatFitsTheExperiment) {
  for (const char* epochs : {"1", "2", "3", "5", "8", "20", "160"}) {
    base.set_text("training.epochs", epochs);
    SweepDraft fresh(base);
    fresh.begin();
    ASSERT_TRUE(fresh.is_valid()) << fresh.first_problem().toStdString();
    EXPECT_GT(test::planned(fresh.sweep()).leaves.size(), 1U) << epochs;
  }
}

TEST_F(SweepDraftTest, EveryProtocolGivesAGridThatCanBePlanned) {
  for (const SweepProtocol& protocol : sweep_protocols()) {
    draft.use_protocol(protocol.name);
    ASSERT_TRUE(draft.is_valid()) << protocol.name << ": " << draft.first_problem().toStdString();
    EXPECT_GT(test::planned(draft.sweep()).leaves.size(), 3U);
  }
}

TEST_F(SweepDraftTest, WhatIsSavedComesBackEqual) {
  draft.add_axis("kind", "precision, blur");
  draft.use_protocol("probe-window");
  const SweepSpec saved = parse_sweep_toml(sweep_to_toml(draft.sweep()), "test");
  draft.replace(test::small_sweep());
  draft.replace(saved);
  EXPECT_EQ(draft.sweep(), saved);
}

TEST_F(SweepDraftTest, WindowsAreOneRowAnOnsetAndLength) {
  WindowGrid grid = window_grid(draft);
  ASSERT_EQ(grid.rows.size(), 4U);
  EXPECT_EQ(grid.unit, "epoch");
  EXPECT_EQ(grid.total, 10);
  EXPECT_EQ(grid.rows[3].onset, 4);
  EXPECT_EQ(grid.rows[3].length_value, 1);
  base.set_text("training.budget", "clean");
  grid = window_grid(draft);
  EXPECT_EQ(grid.rows[1].total, 14) << "with a clean budget the run grows with its window";
  SweepSettings late = draft.settings();
  late.late_onset = 6;
  draft.edit(late, "late");
  grid = window_grid(draft);
  ASSERT_EQ(grid.rows.size(), 6U);
  EXPECT_TRUE(grid.rows[5].is_late);
}

}  // namespace
}  // namespace imprint::studio
