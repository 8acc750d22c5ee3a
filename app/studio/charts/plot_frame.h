// SPDX-License-Identifier: GPL-3.0-or-later
// What lies beneath the curves: deficit bands, grid, and the numbers along the axes.
#pragma once

#include <QColor>
#include <QGraphicsItem>
#include <QString>
#include <vector>

#include "app/curves/ticks.h"
#include "app/studio/charts/plot_geometry.h"

namespace imprint::studio {

/// A shaded stretch in the unit of the axis.
struct FrameBand {
  double low = 0;
  double high = 0;
  QString label;
  QColor colour;
  bool operator==(const FrameBand&) const = default;
};

struct FrameContent {
  PlotGeometry geometry;
  std::vector<Tick> x_ticks;
  std::vector<Tick> y_ticks;
  QString x_title;
  std::vector<FrameBand> bands;
  QString empty_text;  // in the middle, while there is nothing to draw
};

class PlotFrame : public QGraphicsItem {
 public:
  explicit PlotFrame(QGraphicsItem* parent) : QGraphicsItem(parent) {}

  void set_content(FrameContent content);
  void set_size(const QSizeF& size);

  QRectF boundingRect() const override { return {QPointF(0, 0), size_}; }
  void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

 private:
  QRectF area_of(const FrameBand& band) const;
  void paint_bands(QPainter& painter) const;
  void paint_band_names(QPainter& painter) const;
  void paint_y_axis(QPainter& painter) const;
  void paint_x_axis(QPainter& painter) const;
  void paint_empty_text(QPainter& painter) const;

  FrameContent content_;
  QSizeF size_;
};

}  // namespace imprint::studio
