// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>
#include <QString>

namespace imprint::studio {

/// A line of text with its unit at the right end. Where it holds a whole number, Up and Down change it by one, with
/// Shift by ten.
class UnitLineEdit : public QLineEdit {
 public:
  UnitLineEdit(const QString& unit, bool whole_number, QWidget* parent = nullptr);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  bool step_by_key(const QKeyEvent& event);

  QString unit_;
  bool whole_number_;
};

}  // namespace imprint::studio
