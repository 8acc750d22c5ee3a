// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/figure/layout/series_dress.h"

#include <algorithm>
#include <numeric>

#include "app/figure/layout/map_colours.h"
#include "app/figure/layout/panel_shapes.h"

namespace imprint {
namespace {

constexpr double single_faded = 0.55;  // towards the page
constexpr double fill_faded = 0.15;

}  // namespace

SeriesDress dress_of(const FigureSeries& series, const FigureStyle& style) {
  const std::size_t count = style.looks.size();
  const SeriesLook& look = style.looks[static_cast<std::size_t>(series.look < 0 ? 0 : series.look) % count];
  SeriesDress dress{series.look < 0 ? style.quiet : look.colour,
                    {},
                    look.dash,
                    look.marker,
                    line_width(series, style),
                    marker_size(style)};
  if (series.role == SeriesRole::single) {
    dress.colour = blended(dress.colour, style.background, single_faded);
    dress.dash.clear();
    dress.marker_points *= 0.6;
  } else if (series.role == SeriesRole::reference) {
    dress.colour = style.quiet;
    dress.dash = {3.5 * style.line_points, 2 * style.line_points};
  }
  dress.fill = blended(dress.colour, style.background, fill_faded);
  return dress;
}

std::vector<std::size_t> drawing_order(const FigurePanel& panel) {
  std::vector<std::size_t> order(panel.series.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_partition(order.begin(), order.end(),
                        [&](std::size_t s) { return panel.series[s].role == SeriesRole::single; });
  return order;
}

}  // namespace imprint
