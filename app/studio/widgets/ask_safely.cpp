// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/widgets/ask_safely.h"

#include <QPushButton>
#include <utility>

namespace imprint::studio {

QMessageBox* ask_safely(QWidget* parent, const SafeQuestion& question, std::function<void()> act) {
  auto* box = new QMessageBox(QMessageBox::Question, question.title, question.question, {}, parent);
  box->setObjectName(question.name);
  box->setAttribute(Qt::WA_DeleteOnClose);
  box->setInformativeText(question.details);
  QPushButton* does = box->addButton(question.act, QMessageBox::DestructiveRole);
  QPushButton* keeps = box->addButton(question.keep, QMessageBox::RejectRole);
  box->setDefaultButton(keeps);
  box->setEscapeButton(keeps);
  QObject::connect(does, &QAbstractButton::clicked, parent, std::move(act));
  box->open();
  keeps->setFocus();
  return box;
}

}  // namespace imprint::studio
