// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/figure/layout/map_colours.h"

#include <gtest/gtest.h>

#include <cmath>

namespace imprint {
namespace {

TEST(MapColours, OfTheDivergingMapPartAtZeroAndDarkenEvenlyToBothEnds) {
  EXPECT_GT(luminance(map_colour("diverging", 0.5)), 0.9);
  for (int i = 0; i < 10; ++i) {
    EXPECT_LT(luminance(map_colour("diverging", i / 20.0)), luminance(map_colour("diverging", (i + 1) / 20.0)));
    EXPECT_GT(luminance(map_colour("diverging", 0.5 + i / 20.0)),
              luminance(map_colour("diverging", 0.5 + (i + 1) / 20.0)));
  }
}

TEST(MapColours, OfTheSequentialMapsGrowLighter) {
  for (const char* name : {"viridis", "cividis"})
    for (int i = 0; i < 40; ++i)
      EXPECT_LT(luminance(map_colour(name, i / 40.0)), luminance(map_colour(name, (i + 1) / 40.0))) << name << i;
}

TEST(MapRange, IsAsFarBelowZeroAsAboveWhenItDiverges) {
  FigureMap map;
  map.values = {-1, no_value, 4};
  EXPECT_EQ(map_range(map), (ValueRange{-4, 4}));
  map.diverging = false;
  EXPECT_EQ(map_range(map), (ValueRange{-1, 4}));
  map.values = {no_value};
  EXPECT_GT(map_range(map).size(), 0);
  map.values = {3, 3};
  EXPECT_GT(map_range(map).size(), 0);
}

TEST(CellTexts, CanBeReadOnEveryColour) {
  for (const char* name : {"diverging", "viridis", "cividis"}) {
    for (int i = 0; i <= 100; ++i) {
      const FigureColour ground = map_colour(name, i / 100.0);
      const double a = luminance(ground) + 0.05, b = luminance(readable_on(ground)) + 0.05;
      EXPECT_GE(std::max(a, b) / std::min(a, b), 4.5) << name << i;
    }
  }
}

}  // namespace
}  // namespace imprint
