// SPDX-License-Identifier: GPL-3.0-or-later
// A choice between a few, all always in sight.
#pragma once

#include <QButtonGroup>
#include <QStringList>
#include <QWidget>

namespace imprint::studio {

class SegmentedSwitch : public QWidget {
  Q_OBJECT

 public:
  SegmentedSwitch(const QString& left, const QString& right, QWidget* parent = nullptr);
  explicit SegmentedSwitch(const QStringList& choices, QWidget* parent = nullptr);

  int chosen() const { return group_->checkedId(); }
  void choose(int index);
  /// One that is not offered is not shown; where it was chosen the first one is.
  void offer(int index, bool offered);

 Q_SIGNALS:
  void changed(int index);

 private:
  void round_ends();

  QButtonGroup* group_;
};

}  // namespace imprint::studio
