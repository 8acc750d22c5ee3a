// SPDX-License-Identifier: GPL-3.0-or-later
// Whether somebody types into a line of a form. Meanwhile nothing of the form comes, goes or moves, so that the next
// click meets what was aimed at: what typing changes elsewhere settles when the line is left or Enter is pressed.
#pragma once

#include <QLineEdit>
#include <QObject>
#include <QPointer>
#include <QTimer>

namespace imprint::studio {

class Typing : public QObject {
  Q_OBJECT

 public:
  /// There is one keyboard, so there is one.
  static Typing& now();

  /// Keys in that line count as typing. Call it before anyone else listens to the line: who hears of a key first must
  /// know already.
  void watch(QLineEdit* line);
  bool is_going_on() const { return line_ != nullptr && line_->hasFocus(); }

 Q_SIGNALS:
  /// The line was left. Comes from the event loop, and after the mouse button that left the line was released: the
  /// press and the release belong to one place.
  void ended();

 private:
  Typing();
  void end();

  QPointer<QLineEdit> line_;
  QTimer later_;
};

/// Keeps the height that a widget has while somebody types, and gives it back its own afterwards.
void hold_height(QWidget* widget, bool held);

}  // namespace imprint::studio
