// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/editor/schedule_canvas.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <cmath>

#include "app/studio/editor/canvas_keys.h"
#include "app/studio/editor/pasted_points.h"
#include "app/studio/theme/theme.h"
#include "core/base/error.h"
#include "core/spec/preset_io.h"

namespace imprint::studio {

ScheduleCanvas::ScheduleCanvas(CurveEditorModel& model, QWidget* parent)
    : QWidget(parent), model_(model), gestures_(model, view_) {
  setObjectName("scheduleCanvas");
  setMouseTracking(true);
  setFocusPolicy(Qt::StrongFocus);
  setMinimumSize(320, 260);
  setAttribute(Qt::WA_OpaquePaintEvent);
  setAccessibleName("Precision schedule");
  connect(&model_, &CurveEditorModel::changed, this, &ScheduleCanvas::model_changed);
  connect(&model_, &CurveEditorModel::options_changed, this, &ScheduleCanvas::view_changed);
  connect(&model_, &CurveEditorModel::selection_changed, this, [this] {
    announce();
    update();
  });
  fit();
  announce();
}

void ScheduleCanvas::fit() {
  view_.fit(highest_bits_shown());
  view_changed();
}

double ScheduleCanvas::highest_bits_shown() const {
  double highest = model_.spec().precision.backward_bits <= 16 ? model_.spec().precision.backward_bits : 4;
  for (const CurvePoint& point : model_.points()) highest = std::max(highest, point.bits);
  const auto& at_bits = model_.plan().cost.steps_at_bits;
  if (!at_bits.empty()) highest = std::max(highest, static_cast<double>(at_bits.rbegin()->first));
  return highest;
}

void ScheduleCanvas::zoom(double factor) {
  const auto current = model_.current();
  const double x = current ? point_pixel(model_, view_, *current).x() : view_.plot().center().x();
  view_.zoom_time(factor, x);
  view_changed();
}

void ScheduleCanvas::model_changed() {
  // During a drag the picture must not slide away under the mouse.
  if (view_.is_fitted() && !gestures_.is_busy()) view_.fit(highest_bits_shown());
  lines_stale_ = true;
  const QPolygonF ghost = ghost_line(model_, model_.draft().source_spec(), view_);
  if (!gestures_.is_busy() || ghost != ghost_) backdrop_stale_ = true;
  if (!gestures_.is_busy()) announce();
  update();
}

void ScheduleCanvas::view_changed() {
  lines_stale_ = backdrop_stale_ = true;
  update();
}

void ScheduleCanvas::announce() {
  const auto current = model_.current();
  QString words =
      current ? model_.point_words(*current) : QString("%1 points, none selected").arg(model_.points().size());
  if (model_.band()) {
    const auto band = static_cast<std::size_t>(*model_.band());
    words = QString("deficit %1, %2").arg(band + 1).arg(deficit_words(model_.spec().deficits[band]));
  }
  if (words == accessibleDescription()) return;
  setAccessibleDescription(words);
  QAccessibleEvent event(this, QAccessible::DescriptionChanged);
  QAccessible::updateAccessibility(&event);
}

void ScheduleCanvas::refresh_lines() {
  if (!lines_stale_) return;
  lines_ = make_lines(model_, view_);
  lines_stale_ = false;
}

void ScheduleCanvas::refresh_backdrop() {
  const double ratio = devicePixelRatioF();
  if (!backdrop_stale_ && backdrop_.devicePixelRatio() == ratio) return;
  backdrop_ = QPixmap((QSizeF(size()) * ratio).toSize());
  backdrop_.setDevicePixelRatio(ratio);
  backdrop_.fill(theme().surface);
  ghost_ = ghost_line(model_, model_.draft().source_spec(), view_);
  QPainter painter(&backdrop_);
  paint_backdrop(painter, model_, view_, ghost_);
  backdrop_stale_ = false;
}

void ScheduleCanvas::paintEvent(QPaintEvent*) {
  refresh_lines();
  refresh_backdrop();
  gestures_.marks().has_focus = hasFocus();
  QPainter painter(this);
  painter.drawPixmap(0, 0, backdrop_);
  paint_bands(painter, model_, view_, gestures_.marks());
  paint_lines(painter, model_, view_, lines_);
  paint_points(painter, model_, view_, gestures_.marks());
  paint_marks(painter, view_, gestures_.marks());
}

void ScheduleCanvas::resizeEvent(QResizeEvent*) {
  view_.set_size(size());
  view_changed();
}

void ScheduleCanvas::mousePressEvent(QMouseEvent* event) {
  if (event->button() == Qt::RightButton) return;
  gestures_.press(event->position(), event->button(), event->modifiers(), space_held_);
  setCursor(gestures_.cursor(event->position(), space_held_));
  update();
}

void ScheduleCanvas::mouseMoveEvent(QMouseEvent* event) {
  const double left = view_.left(), low = view_.low();
  gestures_.move(event->position(), event->modifiers());
  if (view_.left() != left || view_.low() != low) view_changed();
  if (!gestures_.is_busy()) setCursor(gestures_.cursor(event->position(), space_held_));
  update();
}

void ScheduleCanvas::mouseReleaseEvent(QMouseEvent* event) {
  if (event->button() == Qt::RightButton) return;
  gestures_.release(event->position(), event->modifiers());
  setCursor(gestures_.cursor(event->position(), space_held_));
  model_changed();
}

void ScheduleCanvas::mouseDoubleClickEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton || model_.tool() == EditTool::pencil) return;
  if (!gestures_.double_click(event->position())) fit();
}

void ScheduleCanvas::wheelEvent(QWheelEvent* event) {
  const double turns = event->angleDelta().y() / 120.0;
  const double factor = std::pow(1.25, turns);
  if ((event->modifiers() & Qt::ControlModifier) != 0)
    view_.zoom_bits(factor, event->position().y());
  else if ((event->modifiers() & Qt::ShiftModifier) != 0)
    view_.pan({60 * turns, 0});
  else
    view_.zoom_time(factor, event->position().x());
  view_changed();
  event->accept();
}

void ScheduleCanvas::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Space && !event->isAutoRepeat()) space_held_ = true;
  if (event->key() == Qt::Key_Escape && gestures_.is_busy())
    gestures_.cancel();
  else if (!press_canvas_key(*this, *event))
    return QWidget::keyPressEvent(event);
  event->accept();
  update();
}

void ScheduleCanvas::keyReleaseEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Space && !event->isAutoRepeat()) space_held_ = false;
  QWidget::keyReleaseEvent(event);
}

void ScheduleCanvas::copy_points() const {
  QApplication::clipboard()->setText(QString::fromStdString(curve_to_csv(model_.curve_of(model_.side()))));
}

void ScheduleCanvas::paste_points() {
  try {
    model_.set_points(pasted_points(QApplication::clipboard()->text(), model_), "Paste points");
  } catch (const InputError& error) {
    Q_EMIT failed(error.what());
  }
}

void ScheduleCanvas::contextMenuEvent(QContextMenuEvent* event) {
  const QPointF at = event->pos();
  const CanvasHit hit = hit_at(model_, view_, at);
  if (hit.kind == CanvasHit::Kind::point && !model_.is_selected(hit.point)) model_.select({hit.point});
  auto* menu = new QMenu(this);
  menu->setObjectName("canvasMenu");
  menu->setAttribute(Qt::WA_DeleteOnClose);
  fill_canvas_menu(*menu, *this, motif_place(model_, view_.progress_at(at.x())));
  menu->popup(event->globalPos());
}

void ScheduleCanvas::leaveEvent(QEvent*) {
  if (gestures_.is_busy()) return;
  gestures_.marks() = {};
  update();
}

void ScheduleCanvas::focusInEvent(QFocusEvent* event) {
  QWidget::focusInEvent(event);
  if (event->reason() == Qt::TabFocusReason && !model_.current()) model_.select_next(1);
  if (event->reason() == Qt::BacktabFocusReason && !model_.current()) model_.select_next(-1);
  update();
}

void ScheduleCanvas::focusOutEvent(QFocusEvent* event) {
  QWidget::focusOutEvent(event);
  space_held_ = false;
  update();
}

void ScheduleCanvas::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) view_changed();
}

bool ScheduleCanvas::focusNextPrevChild(bool next) {
  const auto current = model_.current();
  const std::size_t last = model_.points().size() - 1;
  // Past the last point Tab leads on to the next widget: the keyboard must not be caught here.
  if (current && *current == (next ? last : 0)) return QWidget::focusNextPrevChild(next);
  model_.select_next(next ? 1 : -1);
  return true;
}

}  // namespace imprint::studio
