// SPDX-License-Identifier: GPL-3.0-or-later
// A column of fields that scrolls up and down, and never asks for less width than its fields need: whatever holds it is
// as wide, in any font and style.
#pragma once

#include <QScrollArea>

namespace imprint::studio {

class FormScroll : public QScrollArea {
  Q_OBJECT

 public:
  explicit FormScroll(QWidget* parent = nullptr);
  QSize minimumSizeHint() const override;
  QSize sizeHint() const override;

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
};

}  // namespace imprint::studio
