// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/widgets/typing.h"

#include <QApplication>

namespace imprint::studio {
namespace {

constexpr int look_again_milliseconds = 15;

}  // namespace

Typing::Typing() {
  later_.setSingleShot(true);
  connect(&later_, &QTimer::timeout, this, &Typing::end);
}

Typing& Typing::now() {
  static Typing typing;
  return typing;
}

void Typing::watch(QLineEdit* line) {
  connect(line, &QLineEdit::textEdited, this, [this, line] { line_ = line; });
  connect(line, &QLineEdit::editingFinished, this, [this, line] {
    if (line_ != line) return;
    line_.clear();
    later_.start(0);  // not while a form is being taken apart, with the line in it
  });
}

void Typing::end() {
  if (QApplication::mouseButtons() != Qt::NoButton) return later_.start(look_again_milliseconds);
  Q_EMIT ended();
}

void hold_height(QWidget* widget, bool held) {
  if (held) {
    widget->setFixedHeight(widget->height());
  } else {
    widget->setMinimumHeight(0);
    widget->setMaximumHeight(QWIDGETSIZE_MAX);
  }
}

}  // namespace imprint::studio
