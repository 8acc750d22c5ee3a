// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/theme/plain_texts.h"

#include <QApplication>
#include <QEvent>
#include <QLabel>

namespace imprint::studio {
namespace {

class PlainTexts : public QObject {
 public:
  using QObject::QObject;

  /// A label is polished before it is shown for the first time, whoever made it.
  bool eventFilter(QObject* object, QEvent* event) override {
    if (event->type() != QEvent::Polish) return false;
    auto* label = qobject_cast<QLabel*>(object);
    if (label != nullptr && label->textFormat() == Qt::AutoText) label->setTextFormat(Qt::PlainText);
    return false;
  }
};

}  // namespace

void show_plain_texts(QApplication& application) { application.installEventFilter(new PlainTexts(&application)); }

}  // namespace imprint::studio
