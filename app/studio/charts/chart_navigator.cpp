// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/charts/chart_navigator.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

#include "app/studio/charts/live_chart.h"

namespace imprint::studio {
namespace {

constexpr double least_drag = 5;  // pixels: below it, a click
constexpr double notch = 120;     // eighths of a degree of one wheel step
constexpr double zoom_a_notch = 1.25;
constexpr double key_share = 0.02;  // of the visible width, one key press

QRectF band_between(const QRectF& plot, double from, double to) {
  const double left = std::clamp(std::min(from, to), plot.left(), plot.right());
  const double right = std::clamp(std::max(from, to), plot.left(), plot.right());
  return {QPointF(left, plot.top()), QPointF(right, plot.bottom())};
}

}  // namespace

void ChartNavigator::press(const QMouseEvent& event) {
  const bool pans = event.button() == Qt::MiddleButton || (event.modifiers() & Qt::ShiftModifier) != 0;
  if (event.button() != Qt::LeftButton && event.button() != Qt::MiddleButton) return;
  drag_ = pans ? Drag::pan : Drag::zoom;
  pressed_ = last_ = event.position();
}

void ChartNavigator::move(const QMouseEvent& event) {
  const PlotGeometry& geometry = chart_.geometry_of_plot();
  const QPointF at = event.position();
  if (drag_ == Drag::pan) {
    chart_.link().pan((last_.x() - at.x()) / geometry.plot.width());
  } else if (drag_ == Drag::zoom && std::abs(at.x() - pressed_.x()) > least_drag) {
    chart_.set_rubber_band(band_between(geometry.plot, pressed_.x(), at.x()));
  }
  last_ = at;
  const bool inside = at.x() >= geometry.plot.left() && at.x() <= geometry.plot.right();
  chart_.link().set_cursor(inside ? std::optional(geometry.shown_at(at.x())) : std::nullopt);
}

void ChartNavigator::release(const QMouseEvent& event) {
  const PlotGeometry& geometry = chart_.geometry_of_plot();
  const QRectF band = band_between(geometry.plot, pressed_.x(), event.position().x());
  chart_.set_rubber_band(std::nullopt);
  if (drag_ == Drag::zoom && band.width() > least_drag)
    chart_.link().show({geometry.shown_at(band.left()), geometry.shown_at(band.right())});
  drag_ = Drag::none;
}

void ChartNavigator::leave() {
  if (drag_ == Drag::none) chart_.link().set_cursor(std::nullopt);
}

void ChartNavigator::wheel(const QWheelEvent& event) {
  const PlotGeometry& geometry = chart_.geometry_of_plot();
  const QPoint turned = event.angleDelta();
  const double notches = (turned.y() != 0 ? turned.y() : turned.x()) / notch;
  const double factor = std::pow(zoom_a_notch, notches);
  if ((event.modifiers() & Qt::ControlModifier) != 0) {
    chart_.zoom_y(factor, geometry.value_at(event.position().y()));
  } else if ((event.modifiers() & Qt::ShiftModifier) != 0 || turned.y() == 0) {
    chart_.link().pan(-0.1 * notches);
  } else {
    chart_.link().zoom(factor, geometry.shown_at(event.position().x()));
  }
}

void ChartNavigator::zoom_at_cursor(double factor) {
  const ValueRange& visible = chart_.link().view().visible();
  chart_.link().zoom(factor, chart_.link().cursor().value_or((visible.low + visible.high) / 2));
}

bool ChartNavigator::move_key(const QKeyEvent& event) {
  const bool shift = (event.modifiers() & Qt::ShiftModifier) != 0;
  const double direction = event.key() == Qt::Key_Left ? -1 : 1;
  switch (event.key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
      if (shift) {
        chart_.link().pan(0.1 * direction);
      } else {
        chart_.link().move_cursor(key_share * direction);
      }
      return true;
    case Qt::Key_Home: chart_.link().fit(); return true;
    case Qt::Key_Escape: chart_.link().set_cursor(std::nullopt); return true;
    default: return false;
  }
}

bool ChartNavigator::scale_key(const QKeyEvent& event) {
  const bool shift = (event.modifiers() & Qt::ShiftModifier) != 0;
  const ScaleKind wanted = shift ? ScaleKind::symmetric_log : ScaleKind::logarithmic;
  switch (event.key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal: zoom_at_cursor(zoom_a_notch); return true;
    case Qt::Key_Minus: zoom_at_cursor(1 / zoom_a_notch); return true;
    case Qt::Key_L: chart_.set_y_scale(chart_.y_scale() == wanted ? ScaleKind::linear : wanted); return true;
    default: return false;
  }
}

bool ChartNavigator::key(const QKeyEvent& event) {
  if ((event.modifiers() & (Qt::ControlModifier | Qt::AltModifier)) != 0) return false;
  return move_key(event) || scale_key(event);
}

}  // namespace imprint::studio
