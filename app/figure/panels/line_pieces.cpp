// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include "app/curves/decimator.h"
#include "app/curves/smoothing.h"
#include "app/figure/panels/line_data.h"

namespace imprint {
namespace {

using Kept = std::vector<std::uint32_t>;

/// The part of the line whose x can stand on the axis.
std::size_t first_shown(const LineData& line, const LineView& view, DroppedCounts& dropped) {
  if (!view.x_scale.positive_only()) return 0;
  const auto first = std::ranges::upper_bound(line.x, 0.0) - line.x.begin();
  dropped.not_positive += static_cast<std::size_t>(first);
  return static_cast<std::size_t>(first);
}

/// x as its scale has it, so that columns of equal width are columns of the page.
Samples samples_of(const LineData& line, const std::vector<double>& y, std::size_t first, const LineView& view) {
  Samples samples;
  for (std::size_t i = first; i < line.x.size(); ++i) samples.append(view.x_scale.forward(line.x[i]), y[i]);
  return samples;
}

DecimationView decimation_of(const Samples& samples, const LineView& view) {
  const bool can_begin = !view.x_scale.positive_only() || view.x.low > 0;
  const double begin = can_begin ? view.x_scale.forward(view.x.low) : samples.empty() ? 0 : samples.x(0);
  return {begin, view.x_scale.forward(view.x.high), view.columns, false, view.y_scale.positive_only()};
}

/// On an axis that can't show it a band is left out, never moved.
bool has_band(const LineData& line, std::size_t i, const LineView& view) {
  return !line.low.empty() && is_drawable(line.low[i], view.y_scale.positive_only()) && std::isfinite(line.high[i]);
}

FigurePoint point_at(const LineData& line, std::size_t i, const LineView& view) {
  FigurePoint point{line.x[i], line.y[i]};
  if (!has_band(line, i, view)) return point;
  point.low = line.low[i];
  point.high = line.high[i];
  return point;
}

void count_dropped(const Samples& samples, const LineView& view, DroppedCounts& dropped) {
  const std::size_t not_finite = samples.undrawable(false).size();
  dropped.not_finite += not_finite;
  if (view.y_scale.positive_only()) dropped.not_positive += samples.undrawable(true).size() - not_finite;
}

void merge_into(Kept& kept, const Kept& more) {
  Kept both;
  std::ranges::set_union(kept, more, std::back_inserter(both));
  kept = std::move(both);
}

/// Of the band's two sides those extremes that the line itself can show.
void keep_band(const LineData& line, const Samples& samples, const LineView& view, std::size_t first, Kept& kept) {
  if (line.low.empty() || samples.size() <= 2 * static_cast<std::size_t>(view.columns)) return;
  Kept more;
  for (const auto* side : {&line.low, &line.high}) {
    decimate(samples_of(line, *side, first, view), decimation_of(samples, view), more);
    std::erase_if(more, [&](std::uint32_t i) { return !is_drawable(samples.y(i), view.y_scale.positive_only()); });
    merge_into(kept, more);
  }
}

}  // namespace

std::vector<double> smoothed(std::span<const double> values, double weight) {
  Samples source;
  for (std::size_t i = 0; i < values.size(); ++i) source.append(static_cast<double>(i), values[i]);
  SmoothedCurve curve(weight);
  curve.follow(source);
  const auto& result = curve.samples().y().values();
  return {result.begin(), result.end()};
}

std::vector<FigurePiece> line_pieces(const LineData& line, const LineView& view, DroppedCounts& dropped) {
  const std::size_t first = first_shown(line, view, dropped);
  const Samples samples = samples_of(line, line.y, first, view);
  count_dropped(samples, view, dropped);
  Kept kept;
  decimate(samples, decimation_of(samples, view), kept);
  keep_band(line, samples, view, first, kept);
  std::vector<FigurePiece> pieces;
  for (std::size_t k = 0; k < kept.size(); ++k) {
    if (k == 0 || has_gap(samples, kept[k - 1], kept[k], view.y_scale.positive_only())) pieces.emplace_back();
    pieces.back().push_back(point_at(line, first + kept[k], view));
  }
  return pieces;
}

}  // namespace imprint
