// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/widgets/choices_button.h"

#include <QAction>
#include <QMenu>

namespace imprint::studio {
namespace {

QStringList names_in(QString text) {
  QStringList names;
  for (const QString& part : text.remove('[').remove(']').remove('"').split(',', Qt::SkipEmptyParts))
    names << part.trimmed();
  return names;
}

}  // namespace

ChoicesButton::ChoicesButton(const QStringList& choices, QWidget* parent) : QToolButton(parent) {
  auto* menu = new QMenu(this);
  for (const QString& name : choices) {
    QAction* action = menu->addAction(name);
    action->setCheckable(true);
    connect(action, &QAction::triggered, this, [this, name](bool on) { choose(name, on); });
  }
  setMenu(menu);
  setPopupMode(QToolButton::InstantPopup);
  setToolButtonStyle(Qt::ToolButtonTextOnly);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  setFocusPolicy(Qt::StrongFocus);
}

void ChoicesButton::show_text(const QString& text) {
  chosen_ = names_in(text);
  show_chosen();
}

void ChoicesButton::choose(const QString& name, bool on) {
  if (on && !chosen_.contains(name)) chosen_ << name;
  if (!on && chosen_.size() > 1) chosen_.removeAll(name);
  show_chosen();
  Q_EMIT chosen(chosen_);
}

void ChoicesButton::show_chosen() {
  setText(chosen_.join(", "));
  for (QAction* action : menu()->actions()) action->setChecked(chosen_.contains(action->text()));
}

}  // namespace imprint::studio
