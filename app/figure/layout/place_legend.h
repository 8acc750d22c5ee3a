// SPDX-License-Identifier: GPL-3.0-or-later
// Legends as blocks that are built once and then moved to their place.
#pragma once

#include <vector>

#include "app/figure/figure_layout.h"

namespace imprint {

/// The series with a label, in order.
std::vector<std::size_t> legend_series(const FigurePanel& panel);

/// Between the numbers' and the labels' size.
double legend_points(const FigureStyle& style);

class LegendBuilder {
 public:
  LegendBuilder(const FigurePanel& panel, const FigureStyle& style, const TextMeasure& measure);

  bool empty() const { return series_.empty(); }
  std::size_t size() const { return series_.size(); }

  /// In `columns` columns, filled downwards, with a padding for a frame; its upper left corner at 0, 0.
  PlacedLegend block(int columns) const;

  /// Side by side in as many rows as a width of `width` needs, without padding; its upper left corner at 0,
  /// 0. Entries beyond `most_rows` are left out.
  PlacedLegend rows(double width, int most_rows) const;

  /// Baseline to baseline.
  double pitch() const;

 private:
  double entry_width(std::size_t series) const;
  LegendEntry entry(std::size_t series, double left, double top) const;

  const FigurePanel& panel_;
  const FigureStyle& style_;
  const TextMeasure& measure_;
  std::vector<std::size_t> series_;
};

void move_to(PlacedLegend& legend, double left, double top);

/// Whether both panels' legends would look alike.
bool same_legend(const FigurePanel& a, const FigurePanel& b);

}  // namespace imprint
