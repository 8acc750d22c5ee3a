// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/sweep/design/window_strip.h"

#include <gtest/gtest.h>

#include <QTest>

#include "tests/app/studio/made_up_sweep.h"

namespace imprint::studio {
namespace {

class WindowStripTest : public ::testing::Test {
 protected:
  WindowStripTest() {
    base.replace(test::small_spec());
    draft.edit({.axes = {{"onset", "0, 4"}, {"length", "2, 4"}, {"seed", "1..3"}}}, "Start");
    base.undo_stack().clear();
    strip.resize(512, strip.sizeHint().height());
    strip.show();
  }

  void drag(QPointF from, double by_epochs) {
    const double pixels = by_epochs * strip.bar(0).width() / strip.grid().rows[0].length;
    const QPoint begin = from.toPoint();
    const QPoint end = begin + QPoint(static_cast<int>(std::lround(pixels)), 0);
    QTest::mousePress(&strip, Qt::LeftButton, {}, begin);
    QTest::mouseMove(&strip, (begin + end) / 2);
    QTest::mouseMove(&strip, end);
    QTest::mouseRelease(&strip, Qt::LeftButton, {}, end);
  }

  ExperimentDraft base;
  SweepDraft draft{base};
  WindowStrip strip{draft};
};

TEST_F(WindowStripTest, DraggingABarMovesItsOnsetAsOneStepBack) {
  drag(strip.bar(3).center(), 1);
  EXPECT_EQ(draft.settings().axes[0].values, "0, 5");
  EXPECT_EQ(base.undo_stack().count(), 1);
  base.undo();
  EXPECT_EQ(draft.settings().axes[0].values, "0, 4");
}

TEST_F(WindowStripTest, DraggingAnEdgeChangesTheLength) {
  drag(QPointF(strip.bar(1).right() - 1, strip.bar(1).center().y()), 2);
  EXPECT_EQ(draft.settings().axes[1].values, "2, 6");
}

TEST_F(WindowStripTest, SnapsToTheDecimalsOfTheValues) {
  drag(strip.bar(3).center(), 0.7);
  EXPECT_EQ(draft.settings().axes[0].values, "0, 5");
  draft.set_axis_values(0, "0, 4.5");
  drag(strip.bar(3).center(), 0.31);
  EXPECT_EQ(draft.settings().axes[0].values, "0, 4.8");
}

TEST_F(WindowStripTest, AWindowStaysInsideTheRunAndApartFromTheOthers) {
  drag(strip.bar(3).center(), 30);
  EXPECT_EQ(draft.settings().axes[0].values, "0, 6") << "length 4 of 10";
  drag(strip.bar(3).center(), -30);
  EXPECT_NE(draft.values(0)[0], draft.values(0)[1]) << "two of one value are none";
}

TEST_F(WindowStripTest, WithoutAnAxisTheDeficitOfTheFormMoves) {
  draft.remove_axis(0);
  drag(strip.bar(0).center(), 3);
  EXPECT_EQ(base.spec().deficits.front().onset, 3);
}

TEST_F(WindowStripTest, KeysDoWhatTheMouseDoes) {
  strip.setFocus(Qt::TabFocusReason);
  QTest::keyClick(&strip, Qt::Key_Down);
  for (int i = 0; i < 3; ++i) QTest::keyClick(&strip, Qt::Key_Down);
  EXPECT_EQ(strip.chosen_row(), 3);
  QTest::keyClick(&strip, Qt::Key_Right);
  EXPECT_EQ(draft.settings().axes[0].values, "0, 5");
  QTest::keyClick(&strip, Qt::Key_Left, Qt::ShiftModifier);
  EXPECT_EQ(draft.settings().axes[1].values, "2, 3");
}

TEST_F(WindowStripTest, ALockedStripMovesNothing) {
  strip.set_locked(true);
  drag(strip.bar(3).center(), 1);
  EXPECT_EQ(draft.settings().axes[0].values, "0, 4");
}

TEST_F(WindowStripTest, TheLateControlCanBeDraggedToo) {
  SweepSettings late = draft.settings();
  late.late_onset = 6;
  draft.edit(late, "late");
  strip.resize(512, strip.sizeHint().height());
  drag(strip.bar(4).center(), -1);
  EXPECT_EQ(draft.settings().late_onset, 5);
}

}  // namespace
}  // namespace imprint::studio
