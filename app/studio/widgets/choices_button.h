// SPDX-License-Identifier: GPL-3.0-or-later
// A button that names what is chosen, and opens a menu of all that can be: at least one stays chosen, and the one that
// was chosen first comes first.
#pragma once

#include <QStringList>
#include <QToolButton>

namespace imprint::studio {

class ChoicesButton : public QToolButton {
  Q_OBJECT

 public:
  explicit ChoicesButton(const QStringList& choices, QWidget* parent = nullptr);

  /// "target" or ["target", "fp32"], as fields have it.
  void show_text(const QString& text);
  const QStringList& chosen_names() const { return chosen_; }

 Q_SIGNALS:
  /// By the user.
  void chosen(const QStringList& names);

 private:
  void choose(const QString& name, bool on);
  void show_chosen();

  QStringList chosen_;
};

}  // namespace imprint::studio
