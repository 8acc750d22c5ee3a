// SPDX-License-Identifier: GPL-3.0-or-later
// Questions whose answer may lose something.
#pragma once

#include <QMessageBox>
#include <QString>
#include <functional>

namespace imprint::studio {

struct SafeQuestion {
  QString name;  // of the box, as an object
  QString title;
  QString question;
  QString details;
  QString act;   // "Stop and close", "Delete for good"
  QString keep;  // "Keep running": what Enter, Escape and the closed box mean
};

/// Asks, without waiting; `act` is called when its button is pressed. Every question of the studio comes from here: the
/// safe answer is the default one.
QMessageBox* ask_safely(QWidget* parent, const SafeQuestion& question, std::function<void()> act);

}  // namespace imprint::studio
