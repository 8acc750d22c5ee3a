// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/curves/step_axis.h"

#include <gtest/gtest.h>

#include <random>

namespace imprint {
namespace {

TEST(StepMapping, CountsStepsEpochsOrEpochsSinceTheDeficit) {
  EXPECT_EQ(step_mapping(StepUnit::step, 50, 200).shown(120), 120);
  EXPECT_EQ(step_mapping(StepUnit::epoch, 50, 200).shown(125), 2.5);
  EXPECT_EQ(step_mapping(StepUnit::since_deficit, 50, 200).shown(300), 2);
  EXPECT_EQ(step_mapping(StepUnit::since_deficit, 50, 200).shown(100), -2);
  EXPECT_EQ(step_mapping(StepUnit::since_deficit, 50, 200).step(2), 300);
  EXPECT_EQ(step_mapping(StepUnit::epoch, 0, 0).shown(7), 7);  // an unknown epoch is a step
}

TEST(AxisView, FollowsTheDataUntilSomebodyZooms) {
  AxisView view;
  view.set_full({0, 10});
  view.set_full({0, 20});
  EXPECT_EQ(view.visible(), (ValueRange{0, 20}));
  view.show({5, 8});
  EXPECT_FALSE(view.is_following());
  view.set_full({0, 40});
  EXPECT_EQ(view.visible(), (ValueRange{5, 8}));
  view.fit();
  EXPECT_EQ(view.visible(), (ValueRange{0, 40}));
  EXPECT_TRUE(view.is_following());
}

TEST(AxisView, KeepsTheAnchorWhileZooming) {
  AxisView view;
  view.set_full({0, 100});
  view.zoom(4, 30);
  EXPECT_NEAR(view.visible().size(), 25, 1e-12);
  EXPECT_NEAR((30 - view.visible().low) / view.visible().size(), 0.3, 1e-12);
}

TEST(AxisView, NeverLeavesTheDataWhateverIsDone) {
  std::mt19937 generator(1);
  std::uniform_real_distribution<double> uniform(-1, 1);
  AxisView view;
  view.set_full({-3, 17});
  for (int i = 0; i < 5000; ++i) {
    const double anchor = 7 + 20 * uniform(generator);
    switch (generator() % 3) {
      case 0: view.zoom(1 + 0.9 * uniform(generator), anchor); break;
      case 1: view.pan(2 * uniform(generator)); break;
      default: view.show({anchor, anchor + 10 * uniform(generator)});
    }
    ASSERT_GE(view.visible().low, -3 - 1e-9);
    ASSERT_LE(view.visible().high, 17 + 1e-9);
    ASSERT_GT(view.visible().size(), 0);
  }
}

TEST(AxisView, ZoomingAllTheWayOutFollowsAgain) {
  AxisView view;
  view.set_full({0, 10});
  view.zoom(2, 5);
  view.zoom(0.1, 5);
  EXPECT_TRUE(view.is_following());
  EXPECT_EQ(view.visible(), (ValueRange{0, 10}));
}

}  // namespace
}  // namespace imprint
