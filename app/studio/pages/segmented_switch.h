// SPDX-License-Identifier: GPL-3.0-or-later
// A choice between two, both always in sight.
#pragma once

#include <QToolButton>
#include <QWidget>

namespace imprint::studio {

class SegmentedSwitch : public QWidget {
  Q_OBJECT

 public:
  SegmentedSwitch(const QString& left, const QString& right, QWidget* parent = nullptr);

  int chosen() const { return right_->isChecked() ? 1 : 0; }
  void choose(int index);

 Q_SIGNALS:
  void changed(int index);

 private:
  QToolButton* left_;
  QToolButton* right_;
};

}  // namespace imprint::studio
