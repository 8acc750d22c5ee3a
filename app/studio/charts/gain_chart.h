// SPDX-License-Identifier: GPL-3.0-or-later
// The gain of training accuracy at each precision of a range test, as bars with their standard error.
#pragma once

#include <QWidget>
#include <optional>
#include <vector>

#include "core/schedule/range_test.h"

namespace imprint::studio {

class GainChart : public QWidget {
  Q_OBJECT

 public:
  explicit GainChart(QWidget* parent = nullptr);

  /// `test` gives the precisions along the axis and the threshold, a dashed line. The bar of `chosen` is filled.
  void show_gains(std::vector<PrecisionGain> gains, const RangeTestSpec& test, std::optional<int> chosen);
  QSize sizeHint() const override { return {420, 220}; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  std::vector<PrecisionGain> gains_;
  RangeTestSpec test_;
  std::optional<int> chosen_;
};

}  // namespace imprint::studio
