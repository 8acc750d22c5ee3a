// SPDX-License-Identifier: GPL-3.0-or-later
// A small plot of lines with bands: damage along an axis, recovery after a deficit, traces by condition.
#pragma once

#include <QColor>
#include <QString>
#include <QWidget>
#include <optional>
#include <vector>

#include "app/curves/value_scale.h"
#include "app/workflow/report/sweep_report.h"

namespace imprint::studio {

struct BandLine {
  QString label;
  QColor colour;
  bool dashed = false;            // baselines: never told apart by colour alone
  bool thin = false;              // a single run behind the mean
  std::vector<BandPoint> points;  // x ascending; mean and interval in the unit of the axis
};

struct PlotWindow {
  double begin = 0, end = 0;
  QColor colour;
};

struct BandPlotContent {
  QString title;  // above the plot; empty for none
  QString x_title, y_title;
  std::vector<QString> categories;  // instead of numbers along x: the i-th stands at i
  std::vector<double> x_marks;      // where numbers stand along x; empty = round ones
  std::vector<BandLine> lines;      // thin ones first
  std::vector<PlotWindow> windows;  // shaded
  std::optional<ValueRange> x, y;   // nothing = what the lines need
  ScaleKind scale = ScaleKind::linear;
  bool zero_line = false;
  bool legend = false;  // inside, above the lines
  bool bands = true;    // else intervals are bars alone
  QString empty_text;
};

/// What of the intervals is really painted: a bar at a point that has one, where points have markers; a band between
/// two points that have one.
struct DrawnIntervals {
  bool bars = false;
  bool bands = false;
  std::optional<ConfidenceInterval> example = {};  // one of them: all are of one level and kind
};
DrawnIntervals drawn_intervals(const BandPlotContent& content);
/// "bars and band: 95 % Student t interval", "bars: ...", "no interval: too few seeds": what a caption may say.
QString drawn_words(const BandPlotContent& content);

/// What all lines span, their intervals too; nothing without a point that the scale can show.
std::optional<ValueRange> span_of_y(const std::vector<BandLine>& lines, ScaleKind scale);

class BandPlot : public QWidget {
  Q_OBJECT

 public:
  explicit BandPlot(QWidget* parent = nullptr);

  void set_content(BandPlotContent content);
  const BandPlotContent& content() const { return content_; }
  QSize sizeHint() const override { return {360, 220}; }
  QSize minimumSizeHint() const override { return {150, 100}; }

 protected:
  void paintEvent(QPaintEvent* event) override;
  bool event(QEvent* event) override;

 private:
  struct Frame;
  Frame frame() const;
  void paint_axes(QPainter& painter, const Frame& frame) const;
  void paint_line(QPainter& painter, const Frame& frame, const BandLine& line) const;
  void paint_legend(QPainter& painter, const Frame& frame) const;
  QString words_near(QPointF place) const;

  BandPlotContent content_;
};

}  // namespace imprint::studio
