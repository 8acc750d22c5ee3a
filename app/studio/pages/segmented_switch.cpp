// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/pages/segmented_switch.h"

#include <QButtonGroup>
#include <QHBoxLayout>

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
    : QWidget(parent), left_(segment(left, "segmentLeft", this)), right_(segment(right, "segmentRight", this)) {
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(0);
  row->addWidget(left_);
  row->addWidget(right_);
  auto* group = new QButtonGroup(this);
  group->addButton(left_, 0);
  group->addButton(right_, 1);
  left_->setChecked(true);
  connect(group, &QButtonGroup::idToggled, this, [this](int id, bool checked) {
    if (checked) Q_EMIT changed(id);
  });
}

void SegmentedSwitch::choose(int index) { (index == 1 ? right_ : left_)->setChecked(true); }

}  // namespace imprint::studio
