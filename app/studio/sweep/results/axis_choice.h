// SPDX-License-Identifier: GPL-3.0-or-later
// Which two axes a picture of a report shows, and which value the others have: a combo box each.
#pragma once

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QWidget>
#include <map>
#include <string>
#include <vector>

#include "app/workflow/report/sweep_report.h"

namespace imprint::studio {

class AxisChoice : public QWidget {
  Q_OBJECT

 public:
  /// The captions of the two boxes: "Across", "Down". An empty second one: only the first is offered.
  AxisChoice(const QString& x_caption, const QString& y_caption, QWidget* parent = nullptr);

  /// Keeps what is chosen where the report still has it.
  void set_report(const SweepReport& report);
  std::string x_key() const { return x_->currentData().toString().toStdString(); }
  std::string y_key() const { return y_->currentData().toString().toStdString(); }
  std::map<std::string, std::string> others() const;
  QComboBox& x_box() { return *x_; }
  QComboBox& y_box() { return *y_; }
  /// nullptr when the axis is shown, or has one value only.
  QComboBox* other_box(const std::string& key) const;

 Q_SIGNALS:
  void changed();

 private:
  struct Other {
    std::string key;
    QLabel* caption;
    QComboBox* box;
  };

  void fill(QComboBox* box, const std::vector<std::string>& axes, int usual, bool may_be_none);
  void rebuild_others();

  SweepReport report_;
  QHBoxLayout* row_;
  QComboBox* x_;
  QComboBox* y_;
  bool has_y_;
  std::vector<Other> others_;
};

}  // namespace imprint::studio
