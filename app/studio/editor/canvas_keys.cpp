// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/editor/canvas_keys.h"

#include <QKeyEvent>
#include <QMenu>

#include "app/studio/editor/schedule_canvas.h"

namespace imprint::studio {
namespace {

constexpr CurveSegment segments[] = {CurveSegment::hold,        CurveSegment::linear, CurveSegment::cosine,
                                     CurveSegment::exponential, CurveSegment::rex,    CurveSegment::bezier};

/// Alt and an arrow bend the segment after the current point; with Shift its farther handle.
bool press_bend(CurveEditorModel& model, int key, Qt::KeyboardModifiers keys) {
  const int handle = (keys & Qt::ShiftModifier) != 0 ? 1 : 0;
  switch (key) {
    case Qt::Key_Left: model.nudge_handle(handle, -1, 0); return true;
    case Qt::Key_Right: model.nudge_handle(handle, 1, 0); return true;
    case Qt::Key_Up: model.nudge_handle(handle, 0, 0.25); return true;
    case Qt::Key_Down: model.nudge_handle(handle, 0, -0.25); return true;
    default: return false;
  }
}

bool nudge_band(CurveEditorModel& model, int key, double step) {
  switch (key) {
    case Qt::Key_Left: model.nudge_band(-step, 0); return true;
    case Qt::Key_Right: model.nudge_band(step, 0); return true;
    case Qt::Key_Up: model.nudge_band(0, step); return true;
    case Qt::Key_Down: model.nudge_band(0, -step); return true;
    default: return false;
  }
}

bool press_arrow(CurveEditorModel& model, int key, Qt::KeyboardModifiers keys) {
  if ((keys & Qt::AltModifier) != 0) return press_bend(model, key, keys);
  double step = 1;
  if ((keys & Qt::ShiftModifier) != 0) step = 10;
  if ((keys & Qt::ControlModifier) != 0) step = 0.1;
  if (model.band()) return nudge_band(model, key, step);
  switch (key) {
    case Qt::Key_Left: model.nudge(-step, 0); return true;
    case Qt::Key_Right: model.nudge(step, 0); return true;
    case Qt::Key_Up: model.nudge(0, step); return true;
    case Qt::Key_Down: model.nudge(0, -step); return true;
    default: return false;
  }
}

bool press_with_control(ScheduleCanvas& canvas, int key) {
  switch (key) {
    case Qt::Key_A: canvas.model().select_all(); return true;
    case Qt::Key_C: canvas.copy_points(); return true;
    case Qt::Key_V: canvas.paste_points(); return true;
    default: return false;
  }
}

bool press_edit(ScheduleCanvas& canvas, int key) {
  CurveEditorModel& model = canvas.model();
  switch (key) {
    case Qt::Key_Delete:
    case Qt::Key_Backspace: model.remove_selected(); return true;
    case Qt::Key_Insert: model.add_point_after_selection(); return true;
    case Qt::Key_P: model.set_tool(EditTool::pencil); return true;
    case Qt::Key_V: model.set_tool(EditTool::select); return true;
    case Qt::Key_D: model.select_next_band(); return true;
    case Qt::Key_Escape: model.select({}); return true;
    case Qt::Key_Space: return true;
    default: return false;
  }
}

bool press_view(ScheduleCanvas& canvas, int key) {
  switch (key) {
    case Qt::Key_Plus:
    case Qt::Key_Equal: canvas.zoom(1.25); return true;
    case Qt::Key_Minus: canvas.zoom(0.8); return true;
    case Qt::Key_Home: canvas.fit(); return true;
    default: return false;
  }
}

bool press_digit(CurveEditorModel& model, int key) {
  if (key < Qt::Key_1 || key > Qt::Key_6) return false;
  model.set_segment(segments[key - Qt::Key_1]);
  return true;
}

}  // namespace

bool press_canvas_key(ScheduleCanvas& canvas, const QKeyEvent& event) {
  const Qt::KeyboardModifiers keys = event.modifiers() & ~Qt::KeypadModifier;
  if (press_arrow(canvas.model(), event.key(), keys)) return true;
  if ((keys & Qt::ControlModifier) != 0) return press_with_control(canvas, event.key());
  if ((keys & Qt::AltModifier) != 0) return false;
  return press_edit(canvas, event.key()) || press_view(canvas, event.key()) || press_digit(canvas.model(), event.key());
}

void fill_canvas_menu(QMenu& menu, ScheduleCanvas& canvas, double at) {
  CurveEditorModel& model = canvas.model();
  const bool some = !model.selection().empty();
  menu.addAction("Add a point here", &canvas, [&model, at] { model.add_point(at); });
  QAction* remove = menu.addAction("Delete", &canvas, [&model] { model.remove_selected(); });
  remove->setEnabled(some && model.points().size() > 1);
  menu.addAction("Select all", &canvas, [&model] { model.select_all(); });
  QMenu* kinds = menu.addMenu("Segment");
  for (const CurveSegment segment : segments)
    kinds->addAction(QString::fromStdString(segment_name(segment)), &canvas,
                     [&model, segment] { model.set_segment(segment); });
  menu.addSeparator();
  menu.addAction("Copy as text", &canvas, [&canvas] { canvas.copy_points(); });
  menu.addAction("Paste", &canvas, [&canvas] { canvas.paste_points(); });
  menu.addSeparator();
  menu.addAction("Show everything", &canvas, [&canvas] { canvas.fit(); });
}

}  // namespace imprint::studio
