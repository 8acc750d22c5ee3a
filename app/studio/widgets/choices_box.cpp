// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/widgets/choices_box.h"

#include <QAction>

namespace imprint::studio {
namespace {

QStringList names_in(QString text) {
  QStringList names;
  for (const QString& part : text.remove('[').remove(']').remove('"').split(',', Qt::SkipEmptyParts))
    names << part.trimmed();
  return names;
}

}  // namespace

ChoicesBox::ChoicesBox(const QStringList& choices, QWidget* parent) : CalmComboBox(parent), menu_(new QMenu(this)) {
  for (const QString& name : choices) {
    QAction* action = menu_->addAction(name);
    action->setCheckable(true);
    connect(action, &QAction::triggered, this, [this, name](bool on) { choose(name, on); });
  }
  setFocusPolicy(Qt::StrongFocus);
  addItem(QString());
}

void ChoicesBox::showPopup() {
  menu_->setMinimumWidth(width());
  menu_->popup(mapToGlobal(rect().bottomLeft()));
}

void ChoicesBox::show_text(const QString& text) {
  chosen_ = names_in(text);
  show_chosen();
}

void ChoicesBox::choose(const QString& name, bool on) {
  if (on && !chosen_.contains(name)) chosen_ << name;
  if (!on && chosen_.size() > 1) chosen_.removeAll(name);
  show_chosen();
  Q_EMIT chosen(chosen_);
}

void ChoicesBox::show_chosen() {
  setItemText(0, chosen_.join(", "));
  for (QAction* action : menu_->actions()) action->setChecked(chosen_.contains(action->text()));
}

}  // namespace imprint::studio
