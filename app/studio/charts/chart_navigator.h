// SPDX-License-Identifier: GPL-3.0-or-later
// What mouse and keys do in a chart.
//
//   move            crosshair in all linked charts        drag            zoom to the stretch
//   wheel           zoom along x at the mouse             Ctrl+wheel      zoom along y
//   Shift+drag,     move along x                          double-click,   show everything, follow again
//   middle drag,                                          Home
//   Shift+wheel
//   Left, Right     move the crosshair                    Shift+Left/Right   move along x
//   + and -         zoom at the crosshair                 L, Shift+L      logarithmic, symmetric logarithmic
#pragma once

#include <QPointF>
#include <optional>

class QKeyEvent;
class QMouseEvent;
class QWheelEvent;

namespace imprint::studio {

class LiveChart;

class ChartNavigator {
 public:
  explicit ChartNavigator(LiveChart& chart) : chart_(chart) {}

  void press(const QMouseEvent& event);
  void move(const QMouseEvent& event);
  void release(const QMouseEvent& event);
  void leave();
  void wheel(const QWheelEvent& event);
  /// Whether the key meant something here.
  bool key(const QKeyEvent& event);

 private:
  enum class Drag { none, zoom, pan };

  bool move_key(const QKeyEvent& event);
  bool scale_key(const QKeyEvent& event);
  void zoom_at_cursor(double factor);

  LiveChart& chart_;
  Drag drag_ = Drag::none;
  QPointF pressed_;
  QPointF last_;
};

}  // namespace imprint::studio
