// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/theme/themed_icon.h"

#include <QIconEngine>
#include <QPainter>
#include <QPixmap>
#include <QSvgRenderer>

#include "app/studio/theme/theme.h"

namespace imprint::studio {
namespace {

class InkedSvgEngine : public QIconEngine {
 public:
  InkedSvgEngine(QString file, IconInk ink) : file_(std::move(file)), ink_(ink) {}

  QIconEngine* clone() const override { return new InkedSvgEngine(file_, ink_); }

  QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State) override {
    QPixmap drawing(size);
    drawing.fill(Qt::transparent);
    QPainter painter(&drawing);
    QSvgRenderer(file_).render(&painter);
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(drawing.rect(), colour(mode));
    return drawing;
  }

  void paint(QPainter* painter, const QRect& area, QIcon::Mode mode, QIcon::State state) override {
    const qreal ratio = painter->device()->devicePixelRatioF();
    QPixmap drawing = pixmap((QSizeF(area.size()) * ratio).toSize(), mode, state);
    drawing.setDevicePixelRatio(ratio);
    painter->drawPixmap(area.topLeft(), drawing);
  }

 private:
  QColor colour(QIcon::Mode mode) const {
    if (mode == QIcon::Disabled) return theme().faint;
    return ink_ == IconInk::on_accent ? theme().on_accent : theme().text;
  }

  QString file_;
  IconInk ink_;
};

}  // namespace

QIcon themed_icon(const QString& name, IconInk ink) {
  return QIcon(new InkedSvgEngine(":/icons/" + name + ".svg", ink));
}

}  // namespace imprint::studio
