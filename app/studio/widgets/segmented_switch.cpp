// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/widgets/segmented_switch.h"

#include <QHBoxLayout>
#include <QStyle>
#include <QToolButton>

namespace imprint::studio {
namespace {

QToolButton* segment(const QString& text, QWidget* parent) {
  auto* button = new QToolButton(parent);
  button->setText(text);
  button->setCheckable(true);
  button->setAccessibleName(text);
  return button;
}

}  // namespace

SegmentedSwitch::SegmentedSwitch(const QString& left, const QString& right, QWidget* parent)
    : SegmentedSwitch(QStringList{left, right}, parent) {}

SegmentedSwitch::SegmentedSwitch(const QStringList& choices, QWidget* parent)
    : QWidget(parent), group_(new QButtonGroup(this)) {
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(0);
  for (int i = 0; i < choices.size(); ++i) {
    QToolButton* button = segment(choices[i], this);
    row->addWidget(button);
    group_->addButton(button, i);
  }
  round_ends();
  group_->button(0)->setChecked(true);
  connect(group_, &QButtonGroup::idToggled, this, [this](int id, bool checked) {
    if (checked) Q_EMIT changed(id);
  });
}

/// The style knows the ends of what is shown by their names.
void SegmentedSwitch::round_ends() {
  QList<QAbstractButton*> shown;
  for (QAbstractButton* button : group_->buttons())
    if (!button->isHidden()) shown << button;
  for (qsizetype i = 0; i < shown.size(); ++i) {
    const QString place = i == 0 ? "segmentLeft" : i + 1 == shown.size() ? "segmentRight" : "segmentMiddle";
    if (shown[i]->objectName() == place) continue;
    shown[i]->setObjectName(place);
    shown[i]->style()->unpolish(shown[i]);
    shown[i]->style()->polish(shown[i]);
  }
}

void SegmentedSwitch::offer(int index, bool offered) {
  QAbstractButton* button = group_->button(index);
  if (button == nullptr || button->isHidden() != offered) return;
  button->setVisible(offered);
  round_ends();
  if (!offered && button->isChecked()) choose(0);
}

void SegmentedSwitch::choose(int index) {
  if (QAbstractButton* button = group_->button(index)) button->setChecked(true);
}

}  // namespace imprint::studio
