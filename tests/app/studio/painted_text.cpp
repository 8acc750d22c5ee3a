// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/studio/painted_text.h"

#include <QAbstractScrollArea>
#include <QPaintDevice>
#include <QPaintEngine>
#include <QPainter>
#include <QWidget>

namespace imprint::test {
namespace {

constexpr double rounding = 2.5;  // hinted glyphs stand a little beside what metrics say

/// Draws nothing and keeps every text.
class TextKeeper : public QPaintEngine {
 public:
  TextKeeper() : QPaintEngine(AllFeatures) {}

  bool begin(QPaintDevice*) override { return true; }
  bool end() override { return true; }
  void updateState(const QPaintEngineState&) override {}
  void drawPixmap(const QRectF&, const QPixmap&, const QRectF&) override {}
  void drawPath(const QPainterPath&) override {}
  void drawPolygon(const QPointF*, int, PolygonDrawMode) override {}
  void drawPolygon(const QPoint*, int, PolygonDrawMode) override {}
  Type type() const override { return User; }

  void drawTextItem(const QPointF& at, const QTextItem& item) override {
    const QRectF place(at.x(), at.y() - item.ascent(), item.width(), item.ascent() + item.descent());
    const QTransform transform = painter()->combinedTransform();
    const QRectF whole = transform.mapRect(place);
    QRectF seen = whole & QRectF(0, 0, paintDevice()->width(), paintDevice()->height());
    if (painter()->hasClipping()) seen &= transform.mapRect(painter()->clipBoundingRect());
    texts.push_back({item.text(), whole, seen});
  }

  std::vector<PaintedText> texts;
};

class TextDevice : public QPaintDevice {
 public:
  explicit TextDevice(QSize size) : size_(size) {}
  QPaintEngine* paintEngine() const override { return &keeper; }
  mutable TextKeeper keeper;

 protected:
  int metric(PaintDeviceMetric metric) const override {
    switch (metric) {
      case PdmWidth: return size_.width();
      case PdmHeight: return size_.height();
      case PdmDpiX:
      case PdmDpiY:
      case PdmPhysicalDpiX:
      case PdmPhysicalDpiY: return 96;
      case PdmNumColors: return 1 << 24;
      case PdmDepth: return 32;
      case PdmDevicePixelRatio: return 1;
      case PdmDevicePixelRatioScaled: return static_cast<int>(devicePixelRatioFScale());
      default: return QPaintDevice::metric(metric);
    }
  }

 private:
  QSize size_;
};

bool ends_on_purpose(const QString& text) { return text.contains(u'…'); }

}  // namespace

std::vector<PaintedText> painted_texts(QWidget& widget) {
  TextDevice device(widget.size());
  widget.render(&device, QPoint(), QRegion(), QWidget::RenderFlags());
  return device.keeper.texts;
}

QStringList clipped_paint(QWidget& widget) {
  QStringList problems;
  const auto* area = qobject_cast<QAbstractScrollArea*>(widget.parentWidget());
  const bool scrolls = area != nullptr && area->viewport() == &widget;
  for (const PaintedText& painted : painted_texts(widget)) {
    if (painted.text.trimmed().isEmpty() || ends_on_purpose(painted.text)) continue;
    const QRectF& seen = painted.seen;
    if (scrolls && seen.height() < painted.place.height() - rounding) continue;  // it can be scrolled to
    if (seen.width() >= painted.place.width() - rounding && seen.height() >= painted.place.height() - rounding)
      continue;
    problems << QString("%1 paints \"%2\" %3 x %4, seen %5 x %6")
                    .arg(QString(widget.metaObject()->className()).remove("imprint::studio::"), painted.text)
                    .arg(painted.place.width(), 0, 'f', 0)
                    .arg(painted.place.height(), 0, 'f', 0)
                    .arg(seen.width(), 0, 'f', 0)
                    .arg(seen.height(), 0, 'f', 0);
  }
  return problems;
}

}  // namespace imprint::test
