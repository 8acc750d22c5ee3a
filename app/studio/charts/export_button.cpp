// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/charts/export_button.h"

#include <QMenu>
#include <utility>

#include "app/studio/theme/themed_icon.h"

namespace imprint::studio {

QToolButton* make_export_button(const QString& subject, const ExportMenu& fill, FigureMaker make, QWidget* parent) {
  auto* button = new QToolButton(parent);
  button->setObjectName("flat");
  button->setIcon(themed_icon("export"));
  button->setPopupMode(QToolButton::InstantPopup);
  button->setFocusPolicy(Qt::StrongFocus);
  button->setToolTip("Export: a figure for a paper, a picture, or the numbers");
  button->setAccessibleName("Export " + subject);
  auto* menu = new QMenu(button);
  button->setMenu(menu);
  QObject::connect(menu, &QMenu::aboutToShow, button, [menu, fill, make = std::move(make)] {
    menu->clear();
    fill(*menu, make);
  });
  return button;
}

}  // namespace imprint::studio
