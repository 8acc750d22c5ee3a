// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/widgets/form_scroll.h"

#include <QEvent>
#include <QScrollBar>

namespace imprint::studio {
namespace {

constexpr int least_height = 80;

}  // namespace

FormScroll::FormScroll(QWidget* parent) : QScrollArea(parent) {
  setWidgetResizable(true);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
}

QSize FormScroll::minimumSizeHint() const {
  const int fields = widget() == nullptr ? 0 : widget()->minimumSizeHint().width();
  return {fields + verticalScrollBar()->sizeHint().width() + 2 * frameWidth(), least_height};
}

QSize FormScroll::sizeHint() const { return {minimumSizeHint().width(), QScrollArea::sizeHint().height()}; }

/// QScrollArea watches its widget; what that needs now concerns whoever lays out the area, too.
bool FormScroll::eventFilter(QObject* watched, QEvent* event) {
  if (watched == widget() && event->type() == QEvent::LayoutRequest) updateGeometry();
  return QScrollArea::eventFilter(watched, event);
}

}  // namespace imprint::studio
