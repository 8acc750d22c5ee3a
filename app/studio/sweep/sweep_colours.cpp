// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/sweep/sweep_colours.h"

#include <algorithm>
#include <cmath>

#include "app/studio/theme/theme.h"
#include "core/records/known_names.h"

namespace imprint::studio {
namespace {

double linear(double channel) { return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4); }

double luminance(const QColor& colour) {
  return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

QColor between(const QColor& a, const QColor& b, double share) {
  const auto mix = [share](int x, int y) { return static_cast<int>(std::lround(x + share * (y - x))); };
  return {mix(a.red(), b.red()), mix(a.green(), b.green()), mix(a.blue(), b.blue())};
}

}  // namespace

QColor kind_colour(const std::string& kind) {
  const auto& names = deficit_kind_names();
  const auto found = std::ranges::find(names, kind);
  return run_colour(found == names.end() ? 4 : static_cast<int>(found - names.begin()));
}

QColor diverging_colour(double share) {
  const double strength = std::min(1.0, std::abs(share));
  if (theme().dark) return between("#2b3036", share < 0 ? "#56b4e9" : "#f08434", strength);
  return between("#f4f4f2", share < 0 ? "#0072b2" : "#d55e00", strength);
}

QColor ink_on(const QColor& ground) {
  const QColor black("#000000"), white("#ffffff");  // whatever the ground, one of them reaches 4.5
  return contrast(black, ground) >= contrast(white, ground) ? black : white;
}

double contrast(const QColor& a, const QColor& b) {
  const double x = luminance(a), y = luminance(b);
  return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

}  // namespace imprint::studio
