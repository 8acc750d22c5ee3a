// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/charts/line_view.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/curves/ticks.h"

namespace imprint::studio {
namespace {

/// The sample whose value is told for a place on the axis: the nearest; -1 where the curve has none.
std::ptrdiff_t sample_read_at(const ChartLine& line, const Samples& samples, double shown) {
  const double step = line.mapping.step(shown);
  const std::ptrdiff_t before = samples.at_or_before(step);
  const auto last = static_cast<std::ptrdiff_t>(samples.size()) - 1;
  if (line.exact) return before;
  const double spacing = last > 0 ? samples.x(last) - samples.x(last - 1) : 0;
  if (step > samples.x(last) + spacing || step < samples.x(0) - spacing) return -1;
  if (before < 0 || before == last) return std::max<std::ptrdiff_t>(before, 0);
  return step - samples.x(before) <= samples.x(before + 1) - step ? before : before + 1;
}

/// The extremes of what is visible of the samples; nothing when nothing is.
std::optional<ValueRange> visible_extremes(const Samples& samples, const StepMapping& mapping,
                                           const PlotGeometry& geometry) {
  const auto x = samples.x();
  const auto begin = std::lower_bound(x.begin(), x.end(), mapping.step(geometry.x.low));
  const auto end = std::upper_bound(begin, x.end(), mapping.step(geometry.x.high));
  const Extremes found =
      samples.y().extremes(static_cast<std::size_t>(begin - x.begin()), static_cast<std::size_t>(end - x.begin()));
  const std::int32_t low = geometry.y_scale.positive_only() ? found.smallest_positive : found.minimum;
  if (low == Extremes::none) return std::nullopt;
  return ValueRange{samples.y(low), samples.y(found.maximum)};
}

}  // namespace

LineView::LineView(ChartLine line, SeriesTarget target)
    : line_(std::move(line)), band_(target), raw_view_(target), view_(target) {}

void LineView::set_smoothing(double weight) {
  smoothed_.reset();
  if (weight > 0 && !line_.exact) smoothed_.emplace(weight);
}

void LineView::hide() {
  view_.hide();
  raw_view_.hide();
  band_.hide();
}

void LineView::draw(const PlotGeometry& geometry) {
  const Curve* samples_of = curve();
  if (samples_of == nullptr) return hide();
  const Samples* drawn = &samples_of->samples();
  if (smoothed_) {
    smoothed_->follow(samples_of->samples());
    drawn = &smoothed_->samples();
    LineStyle raw = line_.style;
    raw.secondary = true;
    raw_view_.draw(samples_of->samples(), line_.mapping, geometry, raw);
  } else {
    raw_view_.hide();
  }
  view_.draw(*drawn, line_.mapping, geometry, line_.style);
  if (samples_of->has_band())
    band_.draw(*samples_of, line_.mapping, geometry, line_.style.colour);
  else
    band_.hide();
}

std::optional<ValueRange> LineView::visible_values(const PlotGeometry& geometry) const {
  std::optional<ValueRange> values;
  if (const Curve* all = curve())
    for (const Samples* part : {&all->samples(), &all->lower(), &all->upper()})
      values = united(values, visible_extremes(*part, line_.mapping, geometry));
  return values;
}

std::optional<ReadoutRow> LineView::row_at(double shown) const {
  const Curve* all = curve();
  if (all == nullptr || all->samples().empty()) return std::nullopt;
  const std::ptrdiff_t index = sample_read_at(line_, all->samples(), shown);
  if (index < 0) return std::nullopt;
  const double step = all->samples().x(index);
  const double y = all->samples().y(index);
  const double error = all->standard_error_at(step);
  QString value = QString::fromStdString(value_text(y));
  if (std::isfinite(error) && error > 0) value += QStringLiteral(" ± ") + QString::fromStdString(value_text(error, 2));
  const double dot = line_.exact ? shown : line_.mapping.shown(step);
  return ReadoutRow{line_.style.colour, line_.style.dashed, line_.label, value, dot, y};
}

}  // namespace imprint::studio
