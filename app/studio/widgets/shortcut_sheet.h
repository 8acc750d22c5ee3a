// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QList>

class QAction;

namespace imprint::studio {

/// Every key and gesture of the program. The keys come from the actions themselves, so that the sheet can't lie.
class ShortcutSheet : public QDialog {
 public:
  ShortcutSheet(const QList<QAction*>& actions, QWidget* parent = nullptr);
};

}  // namespace imprint::studio
