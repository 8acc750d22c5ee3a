// SPDX-License-Identifier: GPL-3.0-or-later
// A box that names what is chosen, and opens a menu of all that can be: at least one stays chosen, and the one that was
// chosen first comes first.
#pragma once

#include <QMenu>
#include <QStringList>

#include "app/studio/widgets/calm_combo_box.h"

namespace imprint::studio {

class ChoicesBox : public CalmComboBox {
  Q_OBJECT

 public:
  explicit ChoicesBox(const QStringList& choices, QWidget* parent = nullptr);

  /// "target" or ["target", "fp32"], as fields have it.
  void show_text(const QString& text);
  QMenu& menu() { return *menu_; }
  void showPopup() override;

 Q_SIGNALS:
  /// By the user.
  void chosen(const QStringList& names);

 private:
  void choose(const QString& name, bool on);
  void show_chosen();

  QMenu* menu_;
  QStringList chosen_;
};

}  // namespace imprint::studio
