// SPDX-License-Identifier: GPL-3.0-or-later
// Every row of the editor's table of interactions, with mouse and keys.
#include "app/studio/editor/schedule_canvas.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QClipboard>
#include <QMenu>
#include <QTest>
#include <QWheelEvent>
#include <cmath>

#include "app/studio/theme/theme.h"
#include "core/spec/preset_io.h"
#include "tests/app/studio/waiting.h"

namespace imprint::studio {
namespace {

/// Four points of ten epochs, a deficit over the first four.
ExperimentSpec drawn_spec() {
  ExperimentSpec spec = test::small_spec();
  spec.precision.schedule = "curve";
  set_curve_points(spec.precision.curve, CurvePoints{{0, 3, CurveSegment::linear},
                                                     {0.3, 6, CurveSegment::linear},
                                                     {0.6, 4, CurveSegment::linear},
                                                     {0.9, 8, CurveSegment::linear}});
  return spec;
}

class ScheduleCanvasTest : public ::testing::Test {
 protected:
  ScheduleCanvasTest() {
    draft.replace(drawn_spec());
    draft.undo_stack().clear();
    canvas.resize(900, 500);
    canvas.show();
    canvas.setFocus();
    QApplication::processEvents();
    SnapGrid grid = model.grid();
    grid.on = false;
    model.set_grid(grid);
  }

  QPoint at_point(std::size_t index) { return point_pixel(model, canvas.view(), index).toPoint(); }
  QPoint at(double progress, double bits) { return canvas.view().pixel(progress, bits).toPoint(); }
  QPoint on_line(double progress) { return at(progress, curve_value(model.points(), progress)); }

  void drag(const QPoint& from, const QPoint& to, Qt::KeyboardModifiers keys = {},
            Qt::MouseButton button = Qt::LeftButton) {
    QTest::mousePress(&canvas, button, keys, from);
    for (int i = 1; i <= 5; ++i) move(from + (to - from) * i / 5, keys, button);
    QTest::mouseRelease(&canvas, button, keys, to);
  }

  void move(const QPoint& to, Qt::KeyboardModifiers keys, Qt::MouseButton button) {
    QMouseEvent event(QEvent::MouseMove, QPointF(to), canvas.mapToGlobal(QPointF(to)), Qt::NoButton, button, keys);
    QApplication::sendEvent(&canvas, &event);
  }

  void turn_wheel(const QPoint& where, Qt::KeyboardModifiers keys) {
    QWheelEvent event(QPointF(where), canvas.mapToGlobal(QPointF(where)), {}, {0, 120}, Qt::NoButton, keys,
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(&canvas, &event);
  }

  void press(Qt::Key key, Qt::KeyboardModifiers keys = {}) { QTest::keyClick(&canvas, key, keys); }
  QString undo_text() { return draft.undo_stack().undoText(); }

  ExperimentDraft draft;
  CurveEditorModel model{draft};
  ScheduleCanvas canvas{model};
};

TEST_F(ScheduleCanvasTest, ADoubleClickOnTheLineAddsAPointAndTheCurveStays) {
  const CurvePoints before = model.points();
  QTest::mouseDClick(&canvas, Qt::LeftButton, {}, on_line(0.45));
  ASSERT_EQ(model.points().size(), 5U);
  EXPECT_NEAR(model.points()[2].at, 0.45, 0.003);
  for (double x = 0; x <= 1; x += 0.01) EXPECT_NEAR(curve_value(model.points(), x), curve_value(before, x), 1e-9);
  EXPECT_EQ(model.selection(), PointSelection{2});
}

TEST_F(ScheduleCanvasTest, ControlAndAClickAddAPointAtTheMouse) {
  QTest::mouseClick(&canvas, Qt::LeftButton, Qt::ControlModifier, at(0.75, 2));
  ASSERT_EQ(model.points().size(), 5U);
  EXPECT_NEAR(model.points()[3].at, 0.75, 0.003);
  EXPECT_EQ(undo_text(), "Add a point");
}

TEST_F(ScheduleCanvasTest, DeleteAndBackspaceRemoveWhatIsSelected) {
  QTest::mouseClick(&canvas, Qt::LeftButton, {}, at_point(1));
  press(Qt::Key_Delete);
  EXPECT_EQ(model.points().size(), 3U);
  press(Qt::Key_Backspace);
  EXPECT_EQ(model.points().size(), 2U);
}

TEST_F(ScheduleCanvasTest, TheMenuDeletesToo) {
  const QPoint where = at_point(2);
  QContextMenuEvent event(QContextMenuEvent::Mouse, where, canvas.mapToGlobal(where));
  QApplication::sendEvent(&canvas, &event);
  auto* menu = canvas.findChild<QMenu*>("canvasMenu");
  ASSERT_NE(menu, nullptr);
  for (QAction* action : menu->actions())
    if (action->text() == "Delete") action->trigger();
  menu->close();
  EXPECT_EQ(model.points().size(), 3U);
}

TEST_F(ScheduleCanvasTest, DraggingFarOutDeletesAndTheWayBackKeeps) {
  drag(at_point(1), {at_point(1).x(), -80});
  EXPECT_EQ(model.points().size(), 3U);
  EXPECT_EQ(undo_text(), "Delete point 2");
  draft.undo();
  ASSERT_EQ(model.points().size(), 4U);
  QTest::mousePress(&canvas, Qt::LeftButton, {}, at_point(1));
  move({300, -80}, {}, Qt::LeftButton);
  EXPECT_EQ(model.points().size(), 3U);
  move(at(0.3, 5), {}, Qt::LeftButton);
  QTest::mouseRelease(&canvas, Qt::LeftButton, {}, at(0.3, 5));
  EXPECT_EQ(model.points().size(), 4U);
}

TEST_F(ScheduleCanvasTest, ADragMovesAPointInOneStep) {
  drag(at_point(1), at(0.4, 7));
  EXPECT_NEAR(model.points()[1].at, 0.4, 0.004);
  EXPECT_NEAR(model.points()[1].bits, 7, 0.05);
  EXPECT_EQ(draft.undo_stack().count(), 1);
  EXPECT_EQ(undo_text(), "Move point 2");
}

TEST_F(ScheduleCanvasTest, NeighboursResistAndThenTwoPointsMakeAVerticalStep) {
  const QPoint neighbour = at_point(2);
  drag(at_point(1), {neighbour.x() - 4, at_point(1).y()});
  EXPECT_NEAR(at_point(1).x(), neighbour.x() - 8, 1.1);
  drag(at_point(1), {neighbour.x() + 30, at_point(1).y()});
  EXPECT_DOUBLE_EQ(model.points()[1].at, model.points()[2].at);
}

TEST_F(ScheduleCanvasTest, SnapsToWholeBitsAndEpochsUnlessAltIsHeld) {
  SnapGrid grid = model.grid();
  grid.on = true;
  model.set_grid(grid);
  drag(at_point(1), at(0.43, 7.3));
  EXPECT_DOUBLE_EQ(model.points()[1].at, 0.4);
  EXPECT_DOUBLE_EQ(model.points()[1].bits, 7);
  drag(at_point(1), at(0.43, 6.6), Qt::AltModifier);
  EXPECT_NEAR(model.points()[1].at, 0.43, 0.004);
  EXPECT_NEAR(model.points()[1].bits, 6.6, 0.05);
}

TEST_F(ScheduleCanvasTest, ShiftKeepsToOneAxisAndControlIsFine) {
  drag(at_point(1), at(0.31, 9), Qt::ShiftModifier);
  EXPECT_DOUBLE_EQ(model.points()[1].at, 0.3);
  EXPECT_NEAR(model.points()[1].bits, 9, 0.05);
  const double before = model.points()[1].bits;
  drag(at_point(1), at_point(1) + QPoint(0, 100), Qt::ControlModifier);
  EXPECT_NEAR(model.points()[1].bits, before - 10 * canvas.view().bits_per_pixel(), 0.02);
}

TEST_F(ScheduleCanvasTest, ArrowsNudgeWithShiftTenTimesWithControlATenth) {
  QTest::mouseClick(&canvas, Qt::LeftButton, {}, at_point(1));
  press(Qt::Key_Up);
  EXPECT_DOUBLE_EQ(model.points()[1].bits, 7);
  press(Qt::Key_Down, Qt::ControlModifier);
  EXPECT_DOUBLE_EQ(model.points()[1].bits, 6.9);
  press(Qt::Key_Up, Qt::ShiftModifier);
  EXPECT_DOUBLE_EQ(model.points()[1].bits, 16.9);
  press(Qt::Key_Right);
  EXPECT_DOUBLE_EQ(model.points()[1].at, 0.4) << "one epoch of ten";
  press(Qt::Key_Left, Qt::ControlModifier);
  EXPECT_DOUBLE_EQ(model.points()[1].at, 0.39);
}

TEST_F(ScheduleCanvasTest, DigitsSetTheSegment) {
  QTest::mouseClick(&canvas, Qt::LeftButton, {}, at_point(1));
  const CurveSegment expected[] = {CurveSegment::hold,        CurveSegment::linear, CurveSegment::cosine,
                                   CurveSegment::exponential, CurveSegment::rex,    CurveSegment::bezier};
  for (int i = 0; i < 6; ++i) {
    press(static_cast<Qt::Key>(Qt::Key_1 + i));
    EXPECT_EQ(model.points()[1].segment, expected[i]);
    EXPECT_EQ(model.points()[0].segment, CurveSegment::linear);
  }
}

TEST_F(ScheduleCanvasTest, TheHandlesOfABezierSegmentBendIt) {
  model.select({1});
  press(Qt::Key_6);
  const auto handles = bezier_handle_pixels(model, canvas.view(), 1);
  drag(handles[0].toPoint(), handles[0].toPoint() + QPoint(0, -60));
  EXPECT_NEAR(model.points()[1].handles.bits1, -2.0 / 3 + 60 * canvas.view().bits_per_pixel(), 0.05);
  EXPECT_EQ(undo_text(), "Bend segment 2");
}

TEST_F(ScheduleCanvasTest, ClickShiftClickFrameAndControlASelect) {
  QTest::mouseClick(&canvas, Qt::LeftButton, {}, at_point(0));
  QTest::mouseClick(&canvas, Qt::LeftButton, Qt::ShiftModifier, at_point(2));
  EXPECT_EQ(model.selection(), (PointSelection{0, 2}));
  QTest::mouseClick(&canvas, Qt::LeftButton, Qt::ShiftModifier, at_point(0));
  EXPECT_EQ(model.selection(), PointSelection{2});
  drag(at(0.5, 1), at(0.97, 9));
  EXPECT_EQ(model.selection(), (PointSelection{2, 3}));
  press(Qt::Key_A, Qt::ControlModifier);
  EXPECT_EQ(model.selection().size(), 4U);
  press(Qt::Key_Escape);
  EXPECT_TRUE(model.selection().empty());
}

TEST_F(ScheduleCanvasTest, SelectedPointsMoveTogether) {
  model.select({1, 2});
  drag(at_point(1), at_point(1) + QPoint(30, -40));
  EXPECT_NEAR(model.points()[2].bits - model.points()[1].bits, -2, 1e-9);
  EXPECT_GT(model.points()[2].bits, 4.5);
  EXPECT_EQ(undo_text(), "Move 2 points");
}

TEST_F(ScheduleCanvasTest, TheHandlesAroundASelectionScaleIt) {
  model.select({1, 2});
  const auto handles = scale_handles(model, canvas.view());
  ASSERT_EQ(handles.size(), 8U);
  const QPoint top = handles[1].center().toPoint();
  drag(top, top + QPoint(0, static_cast<int>(-2 / canvas.view().bits_per_pixel())));
  EXPECT_NEAR(model.points()[1].bits, 8, 0.1);
  EXPECT_NEAR(model.points()[2].bits, 4, 1e-9);
  EXPECT_EQ(undo_text(), "Scale 2 points");
}

TEST_F(ScheduleCanvasTest, ThePencilDrawsFreeHandAndIsSimplifiedOnRelease) {
  press(Qt::Key_P);
  ASSERT_EQ(model.tool(), EditTool::pencil);
  QTest::mousePress(&canvas, Qt::LeftButton, {}, at(0.5, 3));
  for (int i = 0; i <= 60; ++i) move(at(0.5 + i * 0.005, 3 + i * 0.05), {}, Qt::LeftButton);
  QTest::mouseRelease(&canvas, Qt::LeftButton, {}, at(0.8, 6));
  EXPECT_EQ(undo_text(), "Draw a stretch");
  EXPECT_LE(model.points().size(), 9U);
  EXPECT_NEAR(curve_value(model.points(), 0.65), 4.5, 0.1);
  EXPECT_NEAR(curve_value(model.points(), 0.2), 5, 1e-6) << "elsewhere all stays";
  press(Qt::Key_V);
  EXPECT_EQ(model.tool(), EditTool::select);
}

TEST_F(ScheduleCanvasTest, ABandIsDraggedByItsBodyAndItsEdges) {
  drag(at(0.15, 1), at(0.25, 1));
  EXPECT_NEAR(draft.spec().deficits[0].onset, 1, 0.05);
  EXPECT_NEAR(draft.spec().deficits[0].length, 4, 1e-9);
  drag(at(0.5, 1), at(0.7, 1));
  EXPECT_NEAR(draft.spec().deficits[0].length, 6, 0.05);
  drag(at(draft.spec().deficits[0].onset / 10, 1), at(0.3, 1));
  EXPECT_NEAR(draft.spec().deficits[0].onset, 3, 0.05);
  EXPECT_NEAR(draft.spec().deficits[0].onset + draft.spec().deficits[0].length, 7, 0.06);
  EXPECT_EQ(draft.spec().precision, drawn_spec().precision) << "an overlay, never baked into the curve";
}

TEST_F(ScheduleCanvasTest, EscapeTakesADragBack) {
  const ExperimentSpec before = draft.spec();
  QTest::mousePress(&canvas, Qt::LeftButton, {}, at_point(1));
  move(at(0.4, 7), {}, Qt::LeftButton);
  press(Qt::Key_Escape);
  QTest::mouseRelease(&canvas, Qt::LeftButton, {}, at(0.4, 7));
  EXPECT_EQ(draft.spec(), before);
}

TEST_F(ScheduleCanvasTest, WheelZoomsAtTheMouseAndMiddleOrSpaceDragsMove) {
  const QPoint mouse = at(0.6, 4);
  turn_wheel(mouse, {});
  EXPECT_LT(canvas.view().right() - canvas.view().left(), 0.9);
  EXPECT_NEAR(at(0.6, 4).x(), mouse.x(), 1);
  const double height = canvas.view().high() - canvas.view().low();
  turn_wheel(mouse, Qt::ControlModifier);
  EXPECT_LT(canvas.view().high() - canvas.view().low(), height);
  const double left = canvas.view().left();
  drag({400, 200}, {340, 200}, {}, Qt::MiddleButton);
  EXPECT_GT(canvas.view().left(), left);
  const double moved = canvas.view().left();
  QTest::keyPress(&canvas, Qt::Key_Space);
  drag({400, 200}, {460, 200});
  QTest::keyRelease(&canvas, Qt::Key_Space);
  EXPECT_LT(canvas.view().left(), moved);
  EXPECT_EQ(draft.undo_stack().count(), 0);
}

TEST_F(ScheduleCanvasTest, HomeAndADoubleClickOnNothingShowEverything) {
  press(Qt::Key_Plus);
  EXPECT_LT(canvas.view().right() - canvas.view().left(), 1);
  press(Qt::Key_Home);
  EXPECT_EQ(canvas.view().right() - canvas.view().left(), 1);
  press(Qt::Key_Plus);
  press(Qt::Key_Minus);
  EXPECT_NEAR(canvas.view().right() - canvas.view().left(), 1, 1e-9);
  press(Qt::Key_Plus);
  QTest::mouseDClick(&canvas, Qt::LeftButton, {}, at(0.9, 1));
  EXPECT_EQ(canvas.view().right() - canvas.view().left(), 1);
  EXPECT_EQ(model.points().size(), 4U);
}

TEST_F(ScheduleCanvasTest, CopiesTheCurveAsTextAndTakesOneBack) {
  press(Qt::Key_C, Qt::ControlModifier);
  EXPECT_EQ(QApplication::clipboard()->text().toStdString(), curve_to_csv(draft.spec().precision.curve));
  QApplication::clipboard()->setText("0\t4\n5\t6,5\tlinear\n10\t8\n");
  press(Qt::Key_V, Qt::ControlModifier);
  ASSERT_EQ(model.points().size(), 3U);
  EXPECT_EQ(model.points()[1].segment, CurveSegment::linear);
  EXPECT_DOUBLE_EQ(model.points()[1].at, 0.5) << "epoch 5 of 10";
  EXPECT_DOUBLE_EQ(model.points()[1].bits, 6.5) << "with a decimal comma";
}

TEST_F(ScheduleCanvasTest, TextThatIsNoCurveIsNamedAndNothingIsLost) {
  QString message;
  QObject::connect(&canvas, &ScheduleCanvas::failed, [&](const QString& text) { message = text; });
  const ExperimentSpec before = draft.spec();
  for (const char* wrong : {"0\t4\n0.5\tabc\n", "0.5\t4\n0.2\t5\n", "0\t99\n", "0\tnan\n", ""}) {
    message.clear();
    QApplication::clipboard()->setText(wrong);
    press(Qt::Key_V, Qt::ControlModifier);
    EXPECT_FALSE(message.isEmpty()) << wrong;
    EXPECT_EQ(draft.spec(), before);
  }
}

TEST_F(ScheduleCanvasTest, TabWalksOverThePointsAndTellsEach) {
  model.select({});
  press(Qt::Key_Tab);
  EXPECT_EQ(canvas.accessibleDescription(), "point 1, epoch 0, 3 bits");
  press(Qt::Key_Tab);
  EXPECT_EQ(canvas.accessibleDescription(), "point 2, epoch 3, 6 bits");
  press(Qt::Key_Up);
  EXPECT_EQ(canvas.accessibleDescription(), "point 2, epoch 3, 7 bits");
  press(Qt::Key_Backtab);
  EXPECT_EQ(model.selection(), PointSelection{0});
}

TEST_F(ScheduleCanvasTest, DeficitsAndHandlesAreWithinReachOfTheKeyboard) {
  press(Qt::Key_D);
  EXPECT_EQ(canvas.accessibleDescription(), "deficit 1, 2 bits · onset 0 · length 4 epochs");
  press(Qt::Key_Right);
  press(Qt::Key_Up);
  EXPECT_EQ(draft.spec().deficits[0].onset, 1);
  EXPECT_EQ(draft.spec().deficits[0].length, 5);
  press(Qt::Key_Escape);
  EXPECT_FALSE(model.band());
  model.select({1});
  press(Qt::Key_6);
  press(Qt::Key_Up, Qt::AltModifier);
  EXPECT_NEAR(model.points()[1].handles.bits1, -2.0 / 3 + 0.25, 1e-9);
  press(Qt::Key_Left, Qt::AltModifier | Qt::ShiftModifier);
  EXPECT_NEAR(model.points()[1].handles.x2, 2.0 / 3 - 0.05, 1e-9);
}

TEST_F(ScheduleCanvasTest, InsertAddsInTheMiddleOfTheSegment) {
  model.select({1});
  press(Qt::Key_Insert);
  ASSERT_EQ(model.points().size(), 5U);
  EXPECT_DOUBLE_EQ(model.points()[2].at, 0.45);
}

TEST_F(ScheduleCanvasTest, ADragOnANamedScheduleFirstTurnsItIntoACurve) {
  ExperimentSpec named = drawn_spec();
  named.precision = PrecisionSpec();
  named.precision.schedule = "CR";
  named.precision.cycles = 2;
  draft.replace(named);
  draft.undo_stack().clear();
  drag(at_point(1), at_point(1) + QPoint(-30, 60));
  EXPECT_EQ(draft.spec().precision.schedule, "curve");
  ASSERT_EQ(draft.undo_stack().count(), 2);
  EXPECT_EQ(draft.undo_stack().text(0), "Edit CR as a curve");
  EXPECT_EQ(draft.undo_stack().text(1), "Move point 2");
}

TEST_F(ScheduleCanvasTest, EverythingIsDrawnLightAndDark) {
  for (const ThemeChoice choice : {ThemeChoice::dark, ThemeChoice::light}) {
    apply_theme(*qApp, choice);
    model.select_all();
    const QImage picture = canvas.grab().toImage();
    EXPECT_EQ(picture.pixelColor(3, picture.height() - 3), theme().surface);
    const QPoint first = point_pixel(model, canvas.view(), 0).toPoint() * picture.devicePixelRatio();
    EXPECT_EQ(picture.pixelColor(first), theme().accent);
  }
}

}  // namespace
}  // namespace imprint::studio
