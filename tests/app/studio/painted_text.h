// SPDX-License-Identifier: GPL-3.0-or-later
// What a widget writes by its own hand, and what of it is cut off: it is painted onto a device that keeps the texts.
#pragma once

#include <QRectF>
#include <QString>
#include <QStringList>
#include <vector>

class QWidget;

namespace imprint::test {

/// One text as it was painted, in the widget's coordinates.
struct PaintedText {
  QString text;
  QRectF place;
  QRectF seen;  // the part of it that no clip and no edge takes away
};

std::vector<PaintedText> painted_texts(QWidget& widget);

/// A sentence for each text that is not seen whole; those that end with an ellipsis are cut on purpose.
QStringList clipped_paint(QWidget& widget);

}  // namespace imprint::test
