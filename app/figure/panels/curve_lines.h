// SPDX-License-Identifier: GPL-3.0-or-later
// The lines of metrics over training, before they are seen on any axis: for panels of curves and of curvature.
#pragma once

#include <string>
#include <vector>

#include "app/figure/panels/line_data.h"
#include "app/figure/panels/panel_parts.h"

namespace imprint {

/// One line of a metric with what lies beneath it.
struct CurveLine {
  std::string label = {};  // N included
  bool is_baseline = false;
  std::size_t count = 0;         // runs
  bool has_error_band = false;   // one run: its own standard errors
  std::string error_words = {};  // what those are over: "Fisher trace: images and drawn labels"; empty = not known
  LineData mean = {};            // smoothed, when the recipe asks for it
  std::vector<LineData> single = {};
};

/// Every metric of every line of runs that has recorded it, in the units of the axes. Runs that have not, that end
/// early or whose steps don't match become notes of the task.
std::vector<CurveLine> curve_lines(PanelTask& task, const std::vector<RunLine>& runs,
                                   const std::vector<std::string>& metrics);

/// The lines as series on the panel's axes: runs beneath, means above. Sets thresholds of symlog axes.
void add_series(PanelTask& task, FigurePanel& panel, const std::vector<CurveLine>& lines);

/// The metrics of the panel over the steps.
FigurePanel collect_curves(PanelTask& task);

}  // namespace imprint
