// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/figure/recipe/palette.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/base/error.h"
#include "core/base/text.h"

namespace imprint {
namespace {

using Colours = std::vector<FigureColour>;

constexpr double least_contrast = 3;
constexpr std::array<FigureMarker, 7> markers = {
    FigureMarker::circle,        FigureMarker::square, FigureMarker::triangle_up, FigureMarker::diamond,
    FigureMarker::triangle_down, FigureMarker::cross,  FigureMarker::plus};

/// For lines of 1 pt.
const std::array<std::vector<double>, 5>& dashes() {
  static const std::array<std::vector<double>, 5> all = {
      std::vector<double>{}, {4, 2}, {1.2, 1.6}, {5, 1.6, 1.2, 1.6}, {7, 2}};
  return all;
}

constexpr FigureColour colour(int hex) {
  return {static_cast<std::uint8_t>(hex >> 16), static_cast<std::uint8_t>(hex >> 8 & 255),
          static_cast<std::uint8_t>(hex & 255)};
}

/// In the order of use; which of them can be seen depends on the background.
Colours candidates(const std::string& palette) {
  std::vector<int> hex;
  if (palette == "okabe-ito")  // Okabe & Ito, Color Universal Design, 2008
    hex = {0x0072b2, 0xd55e00, 0x009e73, 0xcc79a7, 0x000000, 0x56b4e9, 0xe69f00, 0xf0e442, 0xffffff};
  else if (palette == "tol-bright")  // Paul Tol, Colour Schemes, SRON/EPS/TN/09-002
    hex = {0x4477aa, 0xee6677, 0x228833, 0xaa3377, 0xccbb44, 0x66ccee, 0xbbbbbb};
  else if (palette == "greys")
    hex = {0x000000, 0x7f7f7f, 0x474747, 0xffffff, 0xb4b4b4};
  else
    throw InputError("palette must be " + join_choices(palette_names()) + ", but is \"" + palette + "\"");
  Colours colours;
  for (const int value : hex) colours.push_back(colour(value));
  return colours;
}

double linear(std::uint8_t channel) {
  const double share = channel / 255.0;
  return share <= 0.04045 ? share / 12.92 : std::pow((share + 0.055) / 1.055, 2.4);
}

double luminance(FigureColour c) { return 0.2126 * linear(c.red) + 0.7152 * linear(c.green) + 0.0722 * linear(c.blue); }

}  // namespace

const std::vector<std::string>& palette_names() {
  static const std::vector<std::string> names = {"okabe-ito", "tol-bright", "greys"};
  return names;
}

double contrast(FigureColour a, FigureColour b) {
  const auto [darker, lighter] = std::minmax({luminance(a), luminance(b)});
  return (lighter + 0.05) / (darker + 0.05);
}

std::vector<SeriesLook> series_looks(const std::string& palette, FigureColour background, double line_points) {
  Colours colours = candidates(palette);
  std::erase_if(colours, [&](FigureColour c) { return contrast(c, background) < least_contrast; });
  std::vector<SeriesLook> looks;
  const std::size_t count = colours.size();
  for (std::size_t k = 0; k < count * dashes().size(); ++k) {
    SeriesLook look{colours[k % count], dashes()[(k % count + k / count) % dashes().size()],
                    markers[k % markers.size()]};
    for (double& length : look.dash) length *= line_points;
    looks.push_back(std::move(look));
  }
  return looks;
}

}  // namespace imprint
