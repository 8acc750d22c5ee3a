// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/widgets/segmented_switch.h"

#include <QHBoxLayout>
#include <QToolButton>

namespace imprint::studio {
namespace {

QToolButton* segment(const QString& text, const QString& name, QWidget* parent) {
  auto* button = new QToolButton(parent);
  button->setText(text);
  button->setObjectName(name);
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
    const QString place = i == 0 ? "segmentLeft" : i + 1 == choices.size() ? "segmentRight" : "segmentMiddle";
    QToolButton* button = segment(choices[i], place, this);
    row->addWidget(button);
    group_->addButton(button, i);
  }
  group_->button(0)->setChecked(true);
  connect(group_, &QButtonGroup::idToggled, this, [this](int id, bool checked) {
    if (checked) Q_EMIT changed(id);
  });
}

void SegmentedSwitch::choose(int index) {
  if (QAbstractButton* button = group_->button(index)) button->setChecked(true);
}

}  // namespace imprint::studio
