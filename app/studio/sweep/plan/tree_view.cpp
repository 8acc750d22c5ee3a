// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/sweep/plan/tree_view.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>
#include <algorithm>
#include <cmath>
#include <utility>

#include "app/curves/ticks.h"
#include "app/studio/theme/theme.h"

namespace imprint::studio {
namespace {

constexpr double right_margin = 10;
constexpr double lowest_lane = 3;
constexpr double usual_lane = 20;
constexpr double highest_lane = 40;
constexpr double most_stretch = 64;

}  // namespace

QString state_text(LeafState state) {
  switch (state) {
    case LeafState::ready: return "Ready";
    case LeafState::running: return "Running";
    case LeafState::finished: return "Finished";
    case LeafState::failed: return "Failed";
    case LeafState::waiting: break;
  }
  return "Waiting";
}

TreeView::TreeView(QWidget* parent) : QAbstractScrollArea(parent) {
  setFrameShape(QFrame::NoFrame);
  setFocusPolicy(Qt::StrongFocus);
  setMinimumSize(220, 120);
  viewport()->setMouseTracking(true);
  setAccessibleName("Tree of the sweep");
}

void TreeView::set_plan(SweepPlan plan) {
  const bool same_shape = plan.leaves.size() == plan_.leaves.size();
  plan_ = std::move(plan);
  layout_ = tree_layout(plan_);
  progress_.clear();
  hovered_ = -1;
  if (!same_shape) {
    chosen_ = -1;
    fit();
  }
  place_scroll_bars();
  setAccessibleDescription(QString::number(layout_.lanes.size()) + " runs");
  tell();
  viewport()->update();
}

void TreeView::set_progress(std::vector<LeafProgress> leaves) {
  progress_ = std::move(leaves);
  tell();
  viewport()->update();
}

void TreeView::set_empty_text(const QString& text) {
  empty_text_ = text;
  viewport()->update();
}

const LeafProgress* TreeView::progress_of(int leaf) const {
  const auto index = static_cast<std::size_t>(leaf);
  return index < progress_.size() ? &progress_[index] : nullptr;
}

int TreeView::told_leaf() const { return hovered_ >= 0 ? hovered_ : chosen_; }

QString TreeView::words_of(int leaf) const {
  const SweepLeaf& run = plan_.leaves[static_cast<std::size_t>(leaf)];
  const auto number = [](std::int64_t count) { return QString::fromStdString(count_text(count)); };
  QString words = QString::fromStdString(run.id) + ": ";
  if (run.parent >= 0) {
    words += number(run.own_steps()) + " of " + number(run.total_steps) + " steps by itself, from step " +
             number(run.branch_step) + " of " +
             QString::fromStdString(plan_.leaves[static_cast<std::size_t>(run.parent)].id);
  } else {
    words += number(run.total_steps) + " steps from the start";
  }
  for (const StepWindow& window : run.windows)
    words += "; deficit in steps " + number(window.begin) + " to " + number(window.end);
  const int lane = layout_.lane_of_leaf[static_cast<std::size_t>(leaf)];
  if (lane >= 0 && !layout_.lanes[static_cast<std::size_t>(lane)].same.empty())
    words +=
        "; the same run serves " + QString::number(layout_.lanes[static_cast<std::size_t>(lane)].same.size()) + " more";
  if (const LeafProgress* progress = progress_of(leaf)) {
    words += ". " + state_text(progress->state) + " at step " + number(progress->step);
    if (!progress->reason.empty()) words += ": " + QString::fromStdString(progress->reason);
  }
  return words;
}

void TreeView::tell() {
  const int leaf = told_leaf();
  Q_EMIT told(leaf < 0 ? QString() : words_of(leaf));
}

void TreeView::choose(int leaf) {
  chosen_ = leaf;
  if (leaf >= 0) {
    const int lane = layout_.lane_of_leaf[static_cast<std::size_t>(leaf)];
    const double top = lane * lane_height_;
    const double view = viewport()->height() - axis_height;
    if (top < verticalScrollBar()->value()) verticalScrollBar()->setValue(static_cast<int>(top));
    if (top + lane_height_ > verticalScrollBar()->value() + view)
      verticalScrollBar()->setValue(static_cast<int>(std::ceil(top + lane_height_ - view)));
    setAccessibleDescription(words_of(leaf));
  }
  tell();
  viewport()->update();
}

void TreeView::hover(int leaf) {
  if (leaf == hovered_) return;
  hovered_ = leaf;
  tell();
  viewport()->update();
}

double TreeView::label_width() const {
  if (lane_height_ < lane_with_label) return 8;
  const QFontMetricsF metrics(sized_font(-1.5));
  double width = 40;
  for (const TreeLane& lane : layout_.lanes)
    width = std::max(
        width, metrics.horizontalAdvance(QString::fromStdString(plan_.leaves[static_cast<std::size_t>(lane.leaf)].id)));
  return std::min({width + (progress_.empty() ? 20 : 38), 250.0, viewport()->width() * 0.36});
}

double TreeView::pixel_of(double step) const {
  const double room = std::max(10.0, viewport()->width() - label_width() - right_margin);
  return label_width() + step / static_cast<double>(layout_.total_steps) * room * stretch_ -
         horizontalScrollBar()->value();
}

double TreeView::lane_top(int lane) const { return axis_height + lane * lane_height_ - verticalScrollBar()->value(); }

QRectF TreeView::bar(int leaf) const {
  const int number = layout_.lane_of_leaf[static_cast<std::size_t>(leaf)];
  const TreeLane& lane = layout_.lanes[static_cast<std::size_t>(number)];
  const double gap = lane_height_ > 12 ? 6 : lane_height_ > 6 ? 2 : 1;
  return {QPointF(pixel_of(static_cast<double>(lane.begin)), lane_top(number) + gap / 2),
          QPointF(pixel_of(static_cast<double>(lane.end)), lane_top(number) + lane_height_ - gap / 2)};
}

int TreeView::leaf_at(QPointF place) const {
  if (place.y() < axis_height || layout_.lanes.empty()) return -1;
  const auto lane =
      static_cast<std::ptrdiff_t>((place.y() - axis_height + verticalScrollBar()->value()) / lane_height_);
  if (lane < 0 || lane >= static_cast<std::ptrdiff_t>(layout_.lanes.size())) return -1;
  return layout_.lanes[static_cast<std::size_t>(lane)].leaf;
}

void TreeView::place_scroll_bars() {
  const double room = std::max(10.0, viewport()->width() - label_width() - right_margin);
  const double view = viewport()->height() - axis_height;
  horizontalScrollBar()->setRange(0, static_cast<int>(room * (stretch_ - 1)));
  horizontalScrollBar()->setPageStep(static_cast<int>(room));
  horizontalScrollBar()->setSingleStep(24);
  verticalScrollBar()->setRange(
      0, std::max(0, static_cast<int>(std::ceil(static_cast<double>(layout_.lanes.size()) * lane_height_ - view))));
  verticalScrollBar()->setPageStep(static_cast<int>(view));
  verticalScrollBar()->setSingleStep(static_cast<int>(std::max(8.0, lane_height_)));
}

void TreeView::fit() {
  const double lanes = static_cast<double>(std::max<std::size_t>(1, layout_.lanes.size()));
  const double view = viewport()->height() - axis_height;
  stretch_ = 1;
  // Names stay readable as long as a few screens hold the tree; beyond that all lanes are made to fit.
  const double fitting = view / lanes;
  lane_height_ = std::clamp(fitting, lowest_lane, usual_lane);
  if (lane_height_ < lane_with_label + 2 && lanes * (lane_with_label + 2) < 3 * view)
    lane_height_ = lane_with_label + 2;
  place_scroll_bars();
  viewport()->update();
}

void TreeView::zoom(double factor, QPointF anchor) {
  const double lane = (anchor.y() - axis_height + verticalScrollBar()->value()) / lane_height_;
  const double share = (anchor.x() - label_width() + horizontalScrollBar()->value()) / stretch_;
  lane_height_ = std::clamp(lane_height_ * factor, lowest_lane, highest_lane);
  stretch_ = std::clamp(stretch_ * factor, 1.0, most_stretch);
  place_scroll_bars();
  verticalScrollBar()->setValue(static_cast<int>(lane * lane_height_ - anchor.y() + axis_height));
  horizontalScrollBar()->setValue(static_cast<int>(share * stretch_ - anchor.x() + label_width()));
  viewport()->update();
}

void TreeView::wheelEvent(QWheelEvent* event) {
  const int turn = event->angleDelta().y() != 0 ? event->angleDelta().y() : event->angleDelta().x();
  if ((event->modifiers() & Qt::ControlModifier) != 0) return zoom(std::pow(1.0015, turn), event->position());
  if ((event->modifiers() & Qt::ShiftModifier) != 0)
    return horizontalScrollBar()->setValue(horizontalScrollBar()->value() - turn);
  QAbstractScrollArea::wheelEvent(event);
}

void TreeView::mousePressEvent(QMouseEvent* event) { choose(leaf_at(event->position())); }

void TreeView::mouseMoveEvent(QMouseEvent* event) { hover(leaf_at(event->position())); }

void TreeView::mouseDoubleClickEvent(QMouseEvent* event) {
  const int leaf = leaf_at(event->position());
  if (leaf < 0) return fit();
  Q_EMIT activated(leaf);
}

void TreeView::keyPressEvent(QKeyEvent* event) {
  const int lanes = static_cast<int>(layout_.lanes.size());
  const int lane = chosen_ < 0 ? -1 : layout_.lane_of_leaf[static_cast<std::size_t>(chosen_)];
  const auto choose_lane = [&](int next) {
    if (lanes > 0) choose(layout_.lanes[static_cast<std::size_t>(std::clamp(next, 0, lanes - 1))].leaf);
  };
  const QPointF middle = viewport()->rect().center();
  switch (event->key()) {
    case Qt::Key_Down: return choose_lane(lane + 1);
    case Qt::Key_Up: return choose_lane(lane - 1);
    case Qt::Key_PageDown: return choose_lane(lane + 10);
    case Qt::Key_PageUp: return choose_lane(lane - 10);
    case Qt::Key_End: return choose_lane(lanes - 1);
    case Qt::Key_Plus:
    case Qt::Key_Equal: return zoom(1.25, middle);
    case Qt::Key_Minus: return zoom(0.8, middle);
    case Qt::Key_Home:
    case Qt::Key_0: return fit();
    case Qt::Key_Left: return horizontalScrollBar()->triggerAction(QAbstractSlider::SliderSingleStepSub);
    case Qt::Key_Right: return horizontalScrollBar()->triggerAction(QAbstractSlider::SliderSingleStepAdd);
    case Qt::Key_Return:
    case Qt::Key_Enter:
      if (chosen_ >= 0) Q_EMIT activated(chosen_);
      return;
    default: QAbstractScrollArea::keyPressEvent(event);
  }
}

void TreeView::resizeEvent(QResizeEvent* event) {
  QAbstractScrollArea::resizeEvent(event);
  if (stretch_ == 1) fit();
  place_scroll_bars();
}

void TreeView::focusInEvent(QFocusEvent* event) {
  QAbstractScrollArea::focusInEvent(event);
  viewport()->update();
}

void TreeView::focusOutEvent(QFocusEvent* event) {
  QAbstractScrollArea::focusOutEvent(event);
  viewport()->update();
}

bool TreeView::viewportEvent(QEvent* event) {
  if (event->type() == QEvent::Leave) hover(-1);
  if (event->type() == QEvent::ToolTip) {
    const auto* help = static_cast<QHelpEvent*>(event);
    const int leaf = leaf_at(help->pos());
    if (leaf >= 0) QToolTip::showText(help->globalPos(), words_of(leaf), this);
    return true;
  }
  return QAbstractScrollArea::viewportEvent(event);
}

}  // namespace imprint::studio
