// SPDX-License-Identifier: GPL-3.0-or-later
// What lies above the curves: crosshair with its values, marks of dropped values, the progress cursor, the rubber band.
#pragma once

#include <QColor>
#include <QGraphicsItem>
#include <QString>
#include <optional>
#include <vector>

#include "app/studio/charts/plot_geometry.h"

namespace imprint::studio {

/// One row of the crosshair's box.
struct ReadoutRow {
  QColor colour;
  bool dashed = false;
  QString label;
  QString value;
  double dot_x = 0;  // where the dot stands, in the unit of the axis
  double dot_y = 0;  // the value itself; NaN: no dot
};

struct OverlayContent {
  PlotGeometry geometry;
  std::optional<double> cursor;  // in the unit of the axis
  QString cursor_text;           // "epoch 3.25"
  std::vector<ReadoutRow> rows;
  std::optional<double> progress;  // in the unit of the axis
  std::vector<double> dropped;     // pixels along the bottom: values that could not be drawn
  std::optional<QRectF> rubber_band;
  bool focus_ring = false;  // the keyboard is here
};

class PlotOverlay : public QGraphicsItem {
 public:
  explicit PlotOverlay(QGraphicsItem* parent) : QGraphicsItem(parent) {}

  void set_content(OverlayContent content);
  const OverlayContent& content() const { return content_; }
  void set_size(const QSizeF& size);

  QRectF boundingRect() const override { return {QPointF(0, 0), size_}; }
  void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

 private:
  void paint_progress(QPainter& painter) const;
  void paint_dropped(QPainter& painter) const;
  void paint_crosshair(QPainter& painter) const;
  void paint_box(QPainter& painter, double cursor_pixel) const;
  void paint_rubber_band(QPainter& painter) const;
  void paint_focus_ring(QPainter& painter) const;

  OverlayContent content_;
  QSizeF size_;
};

}  // namespace imprint::studio
