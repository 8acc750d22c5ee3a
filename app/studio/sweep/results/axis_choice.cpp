// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/sweep/results/axis_choice.h"

#include <algorithm>

#include "app/studio/sweep/results/report_view.h"
#include "app/studio/theme/theme.h"
#include "core/spec/sweep_spec.h"

namespace imprint::studio {
namespace {

constexpr char onset[] = "deficit.0.onset";
constexpr char length[] = "deficit.0.length";

int place_of(const std::vector<std::string>& axes, const char* key, int otherwise) {
  const auto found = std::ranges::find(axes, key);
  return found == axes.end() ? otherwise : static_cast<int>(found - axes.begin());
}

QComboBox* axis_box(const QString& caption, QWidget* parent) {
  auto* box = new QComboBox(parent);
  box->setAccessibleName(caption);
  box->setFocusPolicy(Qt::StrongFocus);
  box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
  return box;
}

}  // namespace

AxisChoice::AxisChoice(const QString& x_caption, const QString& y_caption, QWidget* parent)
    : QWidget(parent),
      row_(new QHBoxLayout(this)),
      x_(axis_box(x_caption, this)),
      y_(axis_box(y_caption, this)),
      has_y_(!y_caption.isEmpty()) {
  row_->setContentsMargins(0, 0, 0, 0);
  row_->setSpacing(6);
  row_->addWidget(new QLabel(x_caption, this));
  row_->addWidget(x_);
  auto* y_label = new QLabel(y_caption, this);
  row_->addSpacing(grid_unit);
  row_->addWidget(y_label);
  row_->addWidget(y_);
  y_label->setVisible(has_y_);
  y_->setVisible(has_y_);
  row_->addStretch(1);
  for (QComboBox* box : {x_, y_})
    connect(box, &QComboBox::currentIndexChanged, this, [this] {
      rebuild_others();
      Q_EMIT changed();
    });
}

void AxisChoice::fill(QComboBox* box, const std::vector<std::string>& axes, int usual, bool may_be_none) {
  const QSignalBlocker quiet(box);
  const QVariant before = box->currentData();
  box->clear();
  for (const std::string& axis : axes)
    box->addItem(QString::fromStdString(short_sweep_key(axis)), QString::fromStdString(axis));
  if (may_be_none) box->addItem("nothing", QString());
  const int known = before.isValid() ? box->findData(before) : -1;
  box->setCurrentIndex(known >= 0 ? known : usual);
}

void AxisChoice::set_report(const SweepReport& report) {
  report_ = report;
  const auto axes = varied_axes(report);
  const int x = place_of(axes, length, place_of(axes, onset, 0));
  const int none = static_cast<int>(axes.size());
  int y = place_of(axes, onset, x);
  if (y == x) y = none > 1 ? (x == 0 ? 1 : 0) : none;
  fill(x_, axes, x, false);
  fill(y_, axes, y, true);
  rebuild_others();
}

void AxisChoice::rebuild_others() {
  const auto before = others();
  for (const Other& other : others_) {
    delete other.caption;
    delete other.box;
  }
  others_.clear();
  for (const std::string& axis : varied_axes(report_)) {
    const auto values = axis_values(report_, axis);
    if (axis == x_key() || (has_y_ && axis == y_key()) || values.size() < 2) continue;
    const QString name = QString::fromStdString(short_sweep_key(axis));
    Other other{axis, new QLabel(name, this), axis_box(name, this)};
    for (const std::string& value : values) other.box->addItem(QString::fromStdString(value));
    if (const auto known = before.find(axis); known != before.end())
      other.box->setCurrentText(QString::fromStdString(known->second));
    connect(other.box, &QComboBox::currentIndexChanged, this, &AxisChoice::changed);
    row_->insertWidget(row_->count() - 1, other.caption);
    row_->insertWidget(row_->count() - 1, other.box);
    others_.push_back(other);
  }
}

std::map<std::string, std::string> AxisChoice::others() const {
  std::map<std::string, std::string> chosen;
  for (const Other& other : others_) chosen[other.key] = other.box->currentText().toStdString();
  return chosen;
}

QComboBox* AxisChoice::other_box(const std::string& key) const {
  const auto found = std::ranges::find(others_, key, &Other::key);
  return found == others_.end() ? nullptr : found->box;
}

}  // namespace imprint::studio
