// SPDX-License-Identifier: GPL-3.0-or-later
// How the tree of a sweep is painted. State is told by colour and by a sign before the name.
#include <QPainter>
#include <QScrollBar>
#include <algorithm>
#include <cmath>

#include "app/curves/ticks.h"
#include "app/studio/sweep/plan/tree_view.h"
#include "app/studio/theme/fine_lines.h"
#include "app/studio/theme/palette.h"
#include "app/studio/theme/theme.h"

namespace imprint::studio {
namespace {

QColor colour_of(LeafState state) {
  switch (state) {
    case LeafState::running: return state_colour(JobState::active);
    case LeafState::finished: return state_colour(JobState::done);
    case LeafState::failed: return state_colour(JobState::problem);
    case LeafState::waiting:
    case LeafState::ready: break;
  }
  return theme().faint;
}

QString sign_of(LeafState state) {
  switch (state) {
    case LeafState::running: return "▶";
    case LeafState::finished: return "✓";
    case LeafState::failed: return "✕";
    case LeafState::ready: return "•";
    case LeafState::waiting: break;
  }
  return "·";
}

}  // namespace

void TreeView::paint_axis(QPainter& painter) const {
  const double left = label_width();
  painter.fillRect(QRectF(0, 0, viewport()->width(), axis_height), theme().surface);
  const bool in_epochs = layout_.steps_per_epoch > 1;
  const double unit = in_epochs ? static_cast<double>(layout_.steps_per_epoch) : 1;
  const double room = viewport()->width() - left;
  const double whole = static_cast<double>(layout_.total_steps) / unit;
  const double shown = whole / stretch_;
  const double begin = horizontalScrollBar()->value() / std::max(1.0, room * stretch_) * whole;
  const QFontMetricsF metrics(painter.font());
  painter.setPen(theme().faint);
  const QString title = in_epochs ? "epoch" : "step";
  painter.drawText(QRectF(6, 0, left - 12, axis_height), Qt::AlignRight | Qt::AlignVCenter, title);
  for (const Tick& tick : linear_ticks({begin, begin + shown * 1.02}, std::max(2, static_cast<int>(room / 64)))) {
    const double x = pixel_of(tick.value * unit);
    if (x < left - 1) continue;
    painter.setPen(theme().grid);
    painter.drawLine(QPointF(crisp(x), axis_height - 4), QPointF(crisp(x), viewport()->height()));
    const QString text = QString::fromStdString(tick.text);
    const double width = metrics.horizontalAdvance(text);
    painter.setPen(theme().muted);
    painter.drawText(QPointF(std::min(x - width / 2, viewport()->width() - width - 1), axis_height - 8), text);
  }
}

void TreeView::paint_branch(QPainter& painter, int lane) const {
  const TreeLane& own = layout_.lanes[static_cast<std::size_t>(lane)];
  if (own.parent_lane < 0) return;
  const double x = crisp(pixel_of(static_cast<double>(own.begin)));
  const double from = lane_top(own.parent_lane) + lane_height_ / 2;
  painter.setPen(QPen(theme().faint, 1));
  painter.drawLine(QPointF(x, from), QPointF(x, lane_top(lane) + lane_height_ / 2));
}

void TreeView::paint_bar(QPainter& painter, const TreeLane& lane, const QRectF& area) const {
  const SweepLeaf& leaf = plan_.leaves[static_cast<std::size_t>(lane.leaf)];
  const LeafProgress* progress = progress_of(lane.leaf);
  const QColor ground = progress != nullptr ? faded(theme().muted, 0.16)
                        : leaf.is_baseline  ? faded(theme().baseline, 0.55)
                                            : faded(theme().muted, 0.45);
  painter.fillRect(area, ground);
  for (std::size_t i = 0; i < lane.windows.size(); ++i) {
    const QRectF window(QPointF(pixel_of(static_cast<double>(lane.windows[i].begin)), area.top()),
                        QPointF(pixel_of(static_cast<double>(lane.windows[i].end)), area.bottom()));
    const std::string kind = leaf.spec.deficits.empty() ? precision_deficit : leaf.spec.deficits.front().kind;
    painter.fillRect(window, faded(kind_colour(kind), progress == nullptr ? 0.85 : 0.4));
  }
  if (progress == nullptr) return;
  const double done = std::clamp(pixel_of(static_cast<double>(progress->step)), area.left(), area.right());
  const QColor colour = colour_of(progress->state);
  // The done part stands in the lower half where there is room, so that the deficit stays in sight above it.
  const double top = area.height() >= 8 ? area.top() + area.height() * 0.45 : area.top();
  painter.fillRect(QRectF(QPointF(area.left(), top), QPointF(done, area.bottom())), faded(colour, 0.9));
  if (progress->state != LeafState::failed) return;
  painter.setPen(QPen(colour, 1));
  painter.setBrush(Qt::NoBrush);
  painter.drawRect(area.adjusted(0.5, 0.5, -0.5, -0.5));
}

void TreeView::paint_label(QPainter& painter, const TreeLane& lane, double top) const {
  if (lane_height_ < lane_with_label) return;
  const QRectF area(0, top, label_width() - 8, lane_height_);
  painter.fillRect(area.adjusted(0, 0, 8, 0), theme().surface);
  const LeafProgress* progress = progress_of(lane.leaf);
  double left = 6;
  if (progress != nullptr) {
    painter.setPen(colour_of(progress->state));
    painter.drawText(QRectF(left, top, 14, lane_height_), Qt::AlignCenter, sign_of(progress->state));
    left += 18;
  }
  painter.setPen(lane.leaf == told_leaf() ? theme().text : theme().muted);
  const QString id = QString::fromStdString(plan_.leaves[static_cast<std::size_t>(lane.leaf)].id);
  painter.drawText(area.adjusted(left, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                   painter.fontMetrics().elidedText(id, Qt::ElideMiddle, static_cast<int>(area.width() - left)));
}

void TreeView::paint_lane(QPainter& painter, int lane) const {
  const TreeLane& own = layout_.lanes[static_cast<std::size_t>(lane)];
  const QRectF area = bar(own.leaf);
  paint_bar(painter, own, area);
  if (own.leaf != chosen_ && own.leaf != hovered_) return;
  painter.setPen(QPen(own.leaf == chosen_ ? theme().text : theme().muted, 1));
  painter.setBrush(Qt::NoBrush);
  painter.drawRect(area.adjusted(-0.5, -0.5, 0.5, 0.5));
}

void TreeView::paintEvent(QPaintEvent*) {
  QPainter painter(viewport());
  painter.fillRect(viewport()->rect(), theme().surface);
  painter.setFont(sized_font(-1.5));
  if (layout_.lanes.empty()) {
    painter.setPen(theme().faint);
    painter.setFont(sized_font(0));
    painter.drawText(viewport()->rect().adjusted(24, 24, -24, -24), Qt::AlignCenter | Qt::TextWordWrap, empty_text_);
    return;
  }
  paint_axis(painter);
  const int lanes = static_cast<int>(layout_.lanes.size());
  const int first = std::clamp(static_cast<int>(verticalScrollBar()->value() / lane_height_) - 1, 0, lanes);
  const int last = std::min(lanes, first + static_cast<int>(viewport()->height() / lane_height_) + 3);
  painter.save();
  painter.setClipRect(QRectF(label_width() - 1, axis_height, viewport()->width(), viewport()->height()));
  for (int lane = first; lane < lanes; ++lane)  // branches that begin below may leave a lane in view
    if (lane < last || layout_.lanes[static_cast<std::size_t>(lane)].parent_lane < last) paint_branch(painter, lane);
  for (int lane = first; lane < last; ++lane) paint_lane(painter, lane);
  painter.restore();
  painter.setClipRect(QRectF(0, axis_height, viewport()->width(), viewport()->height()));
  for (int lane = first; lane < last; ++lane)
    paint_label(painter, layout_.lanes[static_cast<std::size_t>(lane)], lane_top(lane));
  if (!hasFocus()) return;
  painter.setClipping(false);
  painter.setPen(QPen(theme().accent, 1));
  painter.setBrush(Qt::NoBrush);
  painter.drawRoundedRect(QRectF(viewport()->rect()).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
}

}  // namespace imprint::studio
