// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/figure/layout/map_colours.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace imprint {
namespace {

using Anchors = std::array<FigureColour, 9>;

constexpr Anchors viridis = {{{68, 1, 84},
                              {71, 44, 122},
                              {59, 81, 139},
                              {44, 113, 142},
                              {33, 144, 141},
                              {39, 173, 129},
                              {92, 200, 99},
                              {170, 220, 50},
                              {253, 231, 37}}};
constexpr Anchors cividis = {{{0, 34, 78},
                              {18, 53, 112},
                              {59, 73, 108},
                              {87, 93, 109},
                              {112, 113, 115},
                              {138, 134, 120},
                              {165, 156, 116},
                              {195, 179, 105},
                              {254, 232, 56}}};

FigureColour interpolated(const Anchors& anchors, double share) {
  const double at = share * (anchors.size() - 1);
  const std::size_t below = std::min(static_cast<std::size_t>(at), anchors.size() - 2);
  return blended(anchors[below], anchors[below + 1], at - static_cast<double>(below));
}

double linear_of(std::uint8_t channel) {
  const double c = channel / 255.0;
  return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

std::uint8_t channel_of(double linear) {
  const double c = std::clamp(linear, 0.0, 1.0);
  const double coded = c <= 0.0031308 ? 12.92 * c : 1.055 * std::pow(c, 1 / 2.4) - 0.055;
  return static_cast<std::uint8_t>(std::lround(255 * coded));
}

struct Lab {
  double l, a, b;
};

Lab lab_of(const FigureColour& colour) {
  const double r = linear_of(colour.red), g = linear_of(colour.green), b = linear_of(colour.blue);
  const double l = std::cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const double m = std::cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const double s = std::cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return {0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
          1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
          0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s};
}

FigureColour colour_of(const Lab& lab) {
  const double l = std::pow(lab.l + 0.3963377774 * lab.a + 0.2158037573 * lab.b, 3);
  const double m = std::pow(lab.l - 0.1055613458 * lab.a - 0.0638541728 * lab.b, 3);
  const double s = std::pow(lab.l - 0.0894841775 * lab.a - 1.2914855480 * lab.b, 3);
  return {channel_of(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
          channel_of(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
          channel_of(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s)};
}

FigureColour diverging(double share) {
  static const Lab low = lab_of({0, 90, 160}), middle = lab_of({247, 247, 247}), high = lab_of({196, 78, 0});
  const Lab& end = share < 0.5 ? low : high;
  const double t = std::abs(2 * share - 1);
  return colour_of(
      {middle.l + t * (end.l - middle.l), middle.a + t * (end.a - middle.a), middle.b + t * (end.b - middle.b)});
}

}  // namespace

FigureColour map_colour(const std::string& name, double share) {
  const double inside = std::clamp(share, 0.0, 1.0);
  if (name == "diverging") return diverging(inside);
  return interpolated(name == "cividis" ? cividis : viridis, inside);
}

ValueRange map_range(const FigureMap& map) {
  ValueRange range{INFINITY, -INFINITY};
  for (const double value : map.values)
    if (std::isfinite(value)) range = united(range, {value, value});
  if (!(range.low <= range.high)) return map.diverging ? ValueRange{-1, 1} : ValueRange{0, 1};
  if (map.diverging) {
    const double reach = std::max(std::abs(range.low), std::abs(range.high));
    return reach > 0 ? ValueRange{-reach, reach} : ValueRange{-1, 1};
  }
  return range.size() > 0 ? range : with_margin(range, {}, 0.1);
}

FigureColour cell_colour(const FigureMap& map, double value, const FigureStyle& style) {
  if (!std::isfinite(value)) return style.background;
  const ValueRange range = map_range(map);
  return map_colour(style.map, (value - range.low) / range.size());
}

FigureColour blended(const FigureColour& a, const FigureColour& b, double share) {
  const auto mix = [&](std::uint8_t from, std::uint8_t to) {
    return static_cast<std::uint8_t>(std::lround(from + share * (to - from)));
  };
  return {mix(a.red, b.red), mix(a.green, b.green), mix(a.blue, b.blue)};
}

double luminance(const FigureColour& colour) {
  return 0.2126 * linear_of(colour.red) + 0.7152 * linear_of(colour.green) + 0.0722 * linear_of(colour.blue);
}

FigureColour readable_on(const FigureColour& ground) {
  return luminance(ground) > 0.179 ? FigureColour{0, 0, 0} : FigureColour{255, 255, 255};
}

}  // namespace imprint
