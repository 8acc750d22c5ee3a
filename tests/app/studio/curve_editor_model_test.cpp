// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/editor/curve_editor_model.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <random>

#include "core/spec/spec_io.h"
#include "tests/app/studio/waiting.h"

namespace imprint::studio {
namespace {

class CurveEditorModelTest : public ::testing::Test {
 protected:
  CurveEditorModelTest() {
    ExperimentSpec spec = test::small_spec();
    spec.precision.schedule = "CR";
    spec.precision.cycles = 1;
    draft.replace(spec);
    draft.undo_stack().clear();
  }

  ExperimentDraft draft;
  CurveEditorModel model{draft};
};

TEST_F(CurveEditorModelTest, ANamedScheduleBecomesACurveInOneStepThatSaysSo) {
  const ExperimentSpec before = draft.spec();
  const auto bits = model.plan().steps;
  model.select_all();
  model.edit_as_curve();
  EXPECT_EQ(draft.undo_stack().undoText(), "Edit CR as a curve");
  EXPECT_EQ(draft.spec().precision.schedule, "curve");
  EXPECT_EQ(model.plan().steps, bits) << "the bits of no step change";
  draft.undo();
  EXPECT_EQ(draft.spec(), before);
}

TEST_F(CurveEditorModelTest, ADragIsOneStepWhateverItWent) {
  model.edit_as_curve();
  const ExperimentSpec before = draft.spec();
  model.select({1});
  model.begin_drag();
  for (int i = 1; i <= 20; ++i) model.drag_points(1, {0, -0.2 * i}, 0, false);
  model.end_drag();
  EXPECT_EQ(draft.undo_stack().count(), 2);
  EXPECT_EQ(draft.undo_stack().undoText(), "Move point 2");
  EXPECT_EQ(model.points()[1].bits, 4);
  EXPECT_EQ(draft.spec().precision.max_bits, 4) << "the range follows";
  draft.undo();
  EXPECT_EQ(draft.spec(), before);
}

TEST_F(CurveEditorModelTest, ADragThatEndsWhereItBeganLeavesNoStep) {
  model.edit_as_curve();
  model.select({1});
  model.begin_drag();
  model.drag_points(1, {0, -3}, 0, true);
  model.drag_points(1, {0, 0}, 0, true);
  model.end_drag();
  EXPECT_EQ(draft.undo_stack().count(), 1);
}

TEST_F(CurveEditorModelTest, EveryStepIsNamed) {
  model.select_all();
  model.set_segment(CurveSegment::linear);
  EXPECT_EQ(draft.undo_stack().undoText(), "Set linear segments");
  model.add_point(0.5);
  EXPECT_EQ(draft.undo_stack().undoText(), "Add a point");
  model.select_all();
  model.nudge(0, -1);
  EXPECT_EQ(draft.undo_stack().undoText(), "Move 3 points");
  model.select({1, 2});
  model.remove_selected();
  EXPECT_EQ(draft.undo_stack().undoText(), "Delete 2 points");
  draft.set_text("seed", "5");
  EXPECT_EQ(draft.undo_stack().undoText(), "Set seed");
}

TEST_F(CurveEditorModelTest, SnapsToWholeBitsAndTheEpochGrid) {
  model.set_unit(AxisUnit::epoch);
  const CurveSpot spot = model.snapped_spot({0.234, 4.4});
  EXPECT_DOUBLE_EQ(spot.at, 0.2) << "ten epochs";
  EXPECT_DOUBLE_EQ(spot.bits, 4);
  SnapGrid grid = model.grid();
  grid.on = false;
  model.set_grid(grid);
  EXPECT_DOUBLE_EQ(model.snapped_spot({0.234, 4.4}).at, 0.234);
}

TEST_F(CurveEditorModelTest, TheFirstCycleThatIsNotReflectedIsEdited) {
  PrecisionSpec precision = draft.spec().precision;
  precision.schedule = "CT";
  precision.cycles = 4;
  model.set_precision(precision, "test");
  EXPECT_EQ(model.drawn().curve.shape, "vertical");
  EXPECT_DOUBLE_EQ(model.map().begin, 0.25);
  EXPECT_DOUBLE_EQ(model.map().span, 0.25);
  EXPECT_FALSE(model.map().upside_down);
}

TEST_F(CurveEditorModelTest, ALoneReflectedCycleIsEditedAsItIsShown) {
  model.edit_as_curve();
  model.set_shape("horizontal");
  EXPECT_TRUE(model.map().mirrored);
  EXPECT_DOUBLE_EQ(model.map().progress(0), 1);
  const auto value = [&](double progress) { return curve_value(model.points(), model.map().at(progress)); };
  const auto index = static_cast<std::size_t>(0.3 * static_cast<double>(model.plan().total_steps));
  EXPECT_NEAR(value(0.3), model.plan().steps[index].activation.bits, 5) << "bits within the range";
}

TEST_F(CurveEditorModelTest, TheGradientsGetACurveOfTheirOwn) {
  model.set_side(CurveSide::backward);
  ASSERT_EQ(model.points().size(), 1U);
  EXPECT_EQ(model.points()[0].bits, 8);
  model.add_point(0.5);
  model.set_point(1, 0.5, 6);
  EXPECT_EQ(draft.spec().precision.backward_curve.bits, (std::vector<double>{8, 6}));
  EXPECT_TRUE(draft.is_valid()) << draft.problems().firstKey().toStdString();
}

TEST_F(CurveEditorModelTest, DeficitsMoveByTheirBodyAndGrowByTheirEdges) {
  model.begin_drag();
  model.drag_deficit(0, BandPart::body, 0.23, false);
  model.end_drag();
  EXPECT_EQ(draft.spec().deficits[0].onset, 2);
  EXPECT_EQ(draft.spec().deficits[0].length, 4);
  EXPECT_EQ(draft.undo_stack().undoText(), "Move deficit 1");
  model.begin_drag();
  model.drag_deficit(0, BandPart::end, 0.2, false);
  model.end_drag();
  EXPECT_EQ(draft.spec().deficits[0].length, 6);
  model.begin_drag();
  model.drag_deficit(0, BandPart::onset, -5, false);
  model.end_drag();
  EXPECT_EQ(draft.spec().deficits[0].onset, 0);
  EXPECT_EQ(draft.spec().deficits[0].length, 8);
  EXPECT_TRUE(draft.is_valid());
}

TEST_F(CurveEditorModelTest, TakesTheBoundsOfARangeTest) {
  model.set_range(4, 6);
  EXPECT_EQ(draft.spec().precision.min_bits, 4);
  EXPECT_EQ(draft.spec().precision.schedule, "CR");
  model.edit_as_curve();
  model.set_range(2, 10);
  EXPECT_EQ(model.points().front().bits, 2);
  EXPECT_EQ(model.points().back().bits, 10);
}

TEST_F(CurveEditorModelTest, NothingCanBeChangedWhileARunGoesOn) {
  const ExperimentSpec before = draft.spec();
  model.set_locked(true);
  model.select_all();
  model.add_point(0.5);
  model.nudge(1, 1);
  model.set_cycles(3);
  model.begin_drag();
  model.drag_deficit(0, BandPart::body, 0.2, false);
  model.end_drag();
  EXPECT_EQ(draft.spec(), before);
}

TEST_F(CurveEditorModelTest, TheFormTakesACurveAndGivesItBack) {
  draft.set_text("precision.schedule", "curve");
  EXPECT_TRUE(draft.is_valid());
  EXPECT_EQ(draft.spec().precision.curve.at.size(), 2U);
  const ExperimentSpec drawn = draft.spec();
  draft.set_text("precision.schedule", "static");
  EXPECT_TRUE(draft.is_valid());
  EXPECT_TRUE(draft.spec().precision.curve.at.empty());
  draft.undo();
  draft.redo();
  draft.undo();
  EXPECT_EQ(draft.spec().precision.schedule, "CR") << "one field typed in is one step";
  (void)drawn;
}

TEST_F(CurveEditorModelTest, AWrongCurveOfAFileIsNamedAndKeptUntilItIsEdited) {
  model.edit_as_curve();
  using Damage = std::function<void(PrecisionCurve&)>;
  const std::vector<Damage> damages = {
      [](PrecisionCurve& c) { c.at = {0.5, 0.2}; },        [](PrecisionCurve& c) { c.bits[0] = 99; },
      [](PrecisionCurve& c) { c.bits[0] = std::nan(""); }, [](PrecisionCurve& c) { c.bits.pop_back(); },
      [](PrecisionCurve& c) { c.segment[0] = "spline"; },  [](PrecisionCurve& c) { c.segment[0] = "bezier"; },
      [](PrecisionCurve& c) { c = PrecisionCurve(); }};
  const ExperimentSpec right = draft.spec();
  for (const Damage& damage : damages) {
    ExperimentSpec wrong = right;
    damage(wrong.precision.curve);
    draft.replace(wrong);
    EXPECT_FALSE(model.problem().isEmpty());
    EXPECT_FALSE(model.points().empty());
    EXPECT_EQ(draft.spec().precision.curve.segment, wrong.precision.curve.segment);
    model.add_point(0.5);
    EXPECT_TRUE(draft.is_valid()) << draft.problems().first().toStdString();
    draft.undo();
    EXPECT_EQ(draft.spec().precision.curve.segment, wrong.precision.curve.segment);
  }
}

/// One random operation of the editor.
void edit_at_random(CurveEditorModel& model, std::mt19937& generator) {
  const auto random = [&](double low, double high) { return std::uniform_real_distribution(low, high)(generator); };
  PointSelection some;
  for (std::size_t i = 0; i < model.points().size(); ++i)
    if (random(0, 1) < 0.3) some.push_back(i);
  model.select(some);
  const auto drag = [&](const std::function<void(int)>& move) {
    model.begin_drag();
    for (int i = 0; i < 3; ++i) move(i);
    model.end_drag();
  };
  switch (generator() % 14) {
    case 0: model.add_point(random(0, 1)); break;
    case 1:
      if (model.points().size() > 12) model.remove_selected();
      break;
    case 2: model.nudge(random(-2, 2), random(-3, 3)); break;
    case 3: model.set_segment(static_cast<CurveSegment>(generator() % 6)); break;
    case 4:
      if (!some.empty()) drag([&](int) { model.drag_points(some[0], {random(-1, 1), random(-9, 9)}, 0.01, false); });
      break;
    case 5:
      if (some.size() > 1) drag([&](int) { model.drag_box({random(0, 0.4), random(0.5, 1), 2, random(3, 30)}); });
      break;
    case 6:
      if (!some.empty()) drag([&](int i) { i == 1 ? model.drag_out() : model.drag_points(some[0], {0, 1}, 0, true); });
      break;
    case 7:
      drag([&](int) { model.drag_deficit(0, static_cast<BandPart>(generator() % 3), random(-1, 1), false); });
      break;
    case 8: model.draw({{random(0, 1), random(1, 32)}, {random(0, 1), random(1, 32)}}, {0.001, 0.05}); break;
    case 9: model.set_cycles(1 + static_cast<int>(generator() % 5)); break;
    case 10: model.set_shape(std::vector<QString>{"repeated", "vertical", "horizontal"}[generator() % 3]); break;
    case 11: model.set_side(static_cast<CurveSide>(generator() % 2)); break;
    case 12: model.set_range(2 + static_cast<int>(generator() % 3), 6 + static_cast<int>(generator() % 9)); break;
    case 13:
      if (model.points().size() < 40) model.into_stairs();
      break;
  }
}

TEST_F(CurveEditorModelTest, AsManyUndosAsStepsGiveTheFirstStateBackAndAsManyRedosTheLast) {
  for (const unsigned seed : {1U, 2U, 3U}) {
    draft.undo_stack().clear();
    draft.undo_stack().setUndoLimit(0);
    std::mt19937 generator(seed);
    const ExperimentSpec first = draft.spec();
    std::vector<ExperimentSpec> states = {first};
    for (int i = 0; i < 300; ++i) {
      edit_at_random(model, generator);
      ASSERT_TRUE(spec_problems(draft.spec()).empty())
          << i << ": " << spec_problems(draft.spec())[0].key << " " << spec_problems(draft.spec())[0].message;
      const auto steps = static_cast<std::size_t>(draft.undo_stack().index());
      states.resize(steps + 1, draft.spec());
      states[steps] = draft.spec();
    }
    const ExperimentSpec last = draft.spec();
    EXPECT_GT(draft.undo_stack().count(), 150);
    for (int i = draft.undo_stack().count(); i-- > 0;) {
      draft.undo();
      if (states[static_cast<std::size_t>(i)] == draft.spec()) continue;
      // A step that came with another, as turning a schedule into a curve does, was never the last one.
      EXPECT_NE(i, 0);
    }
    EXPECT_EQ(draft.spec(), first);
    EXPECT_FALSE(draft.can_undo());
    while (draft.can_redo()) draft.redo();
    EXPECT_EQ(draft.spec(), last);
  }
}

}  // namespace
}  // namespace imprint::studio
