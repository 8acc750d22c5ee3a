// SPDX-License-Identifier: GPL-3.0-or-later
// From measured steps to the points of a line: means and bands over runs, then gaps and decimation.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "app/curves/value_scale.h"
#include "app/figure/figure_content.h"
#include "core/store/metric_columns.h"

namespace imprint {

/// x ascending; a y that is not finite is a gap. low and high are empty, or as long as y and NaN where there is no
/// band.
struct LineData {
  std::vector<double> x, y, low, high;
};

/// One run's values of a metric, by step.
struct RunValues {
  std::span<const std::int64_t> steps;
  std::span<const double> values;
};

/// none | std | stderr | ci95 | min-max, as a recipe has them.
struct BandStatistics {
  std::vector<std::int64_t> steps;  // at which every run has a row
  std::vector<double> mean;         // NaN where a run's value is not finite
  std::vector<double> low, high;    // empty for band none and for a single run
};

/// Mean and band over the runs at the steps that all of them have; nothing is interpolated. std and stderr divide by
/// N - 1; ci95 is mean -+ t(.975, N - 1) stderr.
BandStatistics band_statistics(std::span<const RunValues> runs, const std::string& band);

/// Exponential smoothing with that weight, gaps left alone (app/curves/smoothing.h).
std::vector<double> smoothed(std::span<const double> values, double weight);

/// How the lines of a panel are seen.
struct LineView {
  ValueRange x = {};  // all that is shown
  ValueScale x_scale, y_scale;
  int columns = 800;  // of half a point
};

/// What a scale can't show.
struct DroppedCounts {
  std::size_t not_finite = 0;
  std::size_t not_positive = 0;  // on a logarithmic axis, of x or y
};

/// The line's pieces: cut where values can't be shown, and at most about two points a column, extremes of line and band
/// kept. A band that a logarithmic axis can't show is left out at that point.
std::vector<FigurePiece> line_pieces(const LineData& line, const LineView& view, DroppedCounts& dropped);

}  // namespace imprint
