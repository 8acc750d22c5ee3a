// SPDX-License-Identifier: GPL-3.0-or-later
// One line of a chart: what it is called, how it looks, and where its samples come from.
#pragma once

#include <QColor>
#include <QString>
#include <functional>

#include "app/curves/curve.h"
#include "app/curves/step_axis.h"

namespace imprint::studio {

struct LineStyle {
  QColor colour;
  bool dashed = false;     // the baseline's arms: never told apart by colour alone
  double width = 2;        // pixels
  bool secondary = false;  // drawn faint and beneath: training curves, designed precision
  bool markers = true;     // a dot a sample where samples are few
  bool operator==(const LineStyle&) const = default;
};

struct ChartLine {
  QString label;
  LineStyle style;
  std::function<const Curve*()> curve;  // nullptr while there is none; must stay valid as long as the line
  StepMapping mapping;
  bool exact = false;  // known at every x (precision): never smoothed, and read at the crosshair, not at a sample
};

/// A shaded stretch of the horizontal axis, in steps.
struct ShadedWindow {
  double begin = 0;
  double end = 0;
  QString label;  // "2 bits"
  QColor colour;
  StepMapping mapping;
};

}  // namespace imprint::studio
