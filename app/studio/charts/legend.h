// SPDX-License-Identifier: GPL-3.0-or-later
// The one legend of all linked charts: a swatch as each arm is drawn, and its name.
#pragma once

#include <QWidget>
#include <vector>

#include "app/studio/charts/chart_line.h"

namespace imprint::studio {

struct LegendEntry {
  enum class Kind { line, band };
  QString label;
  LineStyle style;
  Kind kind = Kind::line;
};

class Legend : public QWidget {
  Q_OBJECT

 public:
  explicit Legend(QWidget* parent = nullptr);

  void set_entries(std::vector<LegendEntry> entries);
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override { return {80, 24}; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  double width_of(const LegendEntry& entry) const;

  std::vector<LegendEntry> entries_;
};

}  // namespace imprint::studio
