// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/sweep/plan/tree_layout.h"

#include <gtest/gtest.h>

#include <QSignalSpy>
#include <QTest>

#include "app/studio/sweep/plan/tree_view.h"
#include "tests/app/studio/made_up_sweep.h"

namespace imprint::studio {
namespace {

TEST(TreeLayout, EveryDifferentRunHasALaneBelowItsParent) {
  const SweepPlan plan = test::planned(test::small_sweep());
  const TreeLayout layout = tree_layout(plan);
  ASSERT_EQ(layout.lanes.size(), 15U) << "12 conditions and 3 baselines";
  for (std::size_t lane = 0; lane < layout.lanes.size(); ++lane) {
    const TreeLane& own = layout.lanes[lane];
    const SweepLeaf& leaf = plan.leaves[static_cast<std::size_t>(own.leaf)];
    EXPECT_EQ(layout.lane_of_leaf[static_cast<std::size_t>(own.leaf)], static_cast<int>(lane));
    EXPECT_EQ(own.begin, leaf.branch_step);
    EXPECT_LT(own.parent_lane, static_cast<int>(lane));
    if (leaf.parent >= 0) {
      EXPECT_EQ(layout.lanes[static_cast<std::size_t>(own.parent_lane)].leaf, leaf.parent);
    }
  }
}

TEST(TreeLayout, NoBranchCrossesALane) {
  SweepSpec sweep = test::small_sweep();
  sweep.axes = {
      {"deficit.0.onset", {"0", "1", "2", "3", "5"}}, {"deficit.0.length", {"1", "2", "3", "4"}}, {"seed", {"1", "2"}}};
  const TreeLayout layout = tree_layout(test::planned(sweep));
  for (const TreeLane& branch : layout.lanes) {
    const int own = layout.lane_of_leaf[static_cast<std::size_t>(branch.leaf)];
    for (int between = branch.parent_lane + 1; branch.parent_lane >= 0 && between < own; ++between)
      EXPECT_GE(layout.lanes[static_cast<std::size_t>(between)].begin, branch.begin);
  }
}

TEST(TreeLayout, ARunThatIsTheSameAsAnotherHasThatLane) {
  SweepSpec sweep = test::small_sweep();
  sweep.axes[0].values = {"0", "4", "6"};
  sweep.late_onset = 6;  // the late control of onset 6 is itself
  sweep.axes.push_back({"training.lr_clock", {"running", "frozen"}});
  const SweepPlan plan = test::planned(sweep);
  const TreeLayout layout = tree_layout(plan);
  for (std::size_t i = 0; i < plan.leaves.size(); ++i)
    if (plan.leaves[i].same_as >= 0) {
      EXPECT_EQ(layout.lane_of_leaf[i], layout.lane_of_leaf[static_cast<std::size_t>(plan.leaves[i].same_as)]);
    }
}

class TreeViewTest : public ::testing::Test {
 protected:
  TreeViewTest() {
    view.resize(700, 400);
    view.set_plan(test::planned(test::small_sweep()));
    view.show();
  }

  TreeView view;
};

TEST_F(TreeViewTest, KeysChooseLanesAndTellAboutThem) {
  QSignalSpy told(&view, &TreeView::told);
  QSignalSpy activated(&view, &TreeView::activated);
  QTest::keyClick(&view, Qt::Key_Down);
  QTest::keyClick(&view, Qt::Key_Down);
  const int leaf = view.told_leaf();
  EXPECT_EQ(leaf, view.layout_of_tree().lanes[1].leaf);
  EXPECT_TRUE(told.back()[0].toString().contains(
      QString::fromStdString(view.plan().leaves[static_cast<std::size_t>(leaf)].id)));
  QTest::keyClick(&view, Qt::Key_Return);
  ASSERT_EQ(activated.size(), 1);
  EXPECT_EQ(activated[0][0].toInt(), leaf);
}

TEST_F(TreeViewTest, AClickChoosesTheLaneUnderIt) {
  const int leaf = view.layout_of_tree().lanes[5].leaf;
  QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, view.bar(leaf).center().toPoint());
  EXPECT_EQ(view.told_leaf(), leaf);
}

TEST_F(TreeViewTest, ABranchBeginsWhereItLeavesItsParent) {
  for (const TreeLane& lane : view.layout_of_tree().lanes) {
    if (lane.parent_lane < 0) continue;
    const QRectF parent = view.bar(view.layout_of_tree().lanes[static_cast<std::size_t>(lane.parent_lane)].leaf);
    EXPECT_GE(view.bar(lane.leaf).left(), parent.left());
  }
}

TEST_F(TreeViewTest, HundredsOfLanesFitAndZoom) {
  SweepSpec sweep = test::small_sweep();
  sweep.axes[2].values.clear();
  for (int seed = 1; seed <= 60; ++seed) sweep.axes[2].values.push_back(std::to_string(seed));
  view.set_plan(test::planned(sweep));
  EXPECT_EQ(view.layout_of_tree().lanes.size(), 300U);
  const double before = view.lane_height();
  QTest::keyClick(&view, Qt::Key_Plus);
  EXPECT_GT(view.lane_height(), before);
  for (int i = 0; i < 30; ++i) QTest::keyClick(&view, Qt::Key_Minus);
  EXPECT_GE(view.lane_height(), 3);
  QTest::keyClick(&view, Qt::Key_End);
  EXPECT_EQ(view.told_leaf(), view.layout_of_tree().lanes.back().leaf);
  EXPECT_TRUE(QRectF(view.viewport()->rect()).intersects(view.bar(view.told_leaf())))
      << "the chosen lane is scrolled into view";
  EXPECT_FALSE(view.grab().isNull());
}

TEST_F(TreeViewTest, TellsStateAndReason) {
  std::vector<LeafProgress> leaves(view.plan().leaves.size());
  leaves[0] = {LeafState::failed, 12, 3, "diverged at step 12"};
  view.set_progress(leaves);
  EXPECT_TRUE(view.words_of(0).contains("Failed at step 12: diverged"));
  EXPECT_FALSE(view.grab().isNull());
}

}  // namespace
}  // namespace imprint::studio
