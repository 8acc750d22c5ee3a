// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/figure/colour_vision.h"

#include <gtest/gtest.h>

#include <cmath>

namespace imprint::studio {
namespace {

constexpr ColourVision all[] = {ColourVision::normal, ColourVision::greyscale, ColourVision::deuteranopia,
                                ColourVision::protanopia, ColourVision::tritanopia};

QRgb seen(ColourVision vision, QRgb colour) {
  QImage image(2, 1, QImage::Format_ARGB32);
  image.fill(QColor::fromRgba(colour));
  return seen_with(vision, image).pixel(1, 0);
}

int distance(QRgb a, QRgb b) {
  return std::abs(qRed(a) - qRed(b)) + std::abs(qGreen(a) - qGreen(b)) + std::abs(qBlue(a) - qBlue(b));
}

TEST(ColourVision, LeavesGreysAsTheyAre) {
  for (const ColourVision vision : all)
    for (const int grey : {0, 60, 128, 200, 255})
      EXPECT_LE(distance(seen(vision, qRgb(grey, grey, grey)), qRgb(grey, grey, grey)), 3);
}

TEST(ColourVision, WithoutColourIsTheLuminance) {
  const QRgb green = seen(ColourVision::greyscale, qRgb(0, 255, 0));
  EXPECT_EQ(qRed(green), qBlue(green));
  EXPECT_EQ(qRed(green), 220);  // 0.7152 of the light, coded
}

TEST(ColourVision, ConfusesRedAndGreenWithoutTheirCones) {
  const QRgb red = qRgb(200, 60, 60), green = qRgb(110, 125, 60);
  for (const ColourVision vision : {ColourVision::deuteranopia, ColourVision::protanopia})
    EXPECT_LT(distance(seen(vision, red), seen(vision, green)), distance(red, green));
  EXPECT_GT(distance(seen(ColourVision::tritanopia, red), seen(ColourVision::tritanopia, green)), 80);
}

TEST(ColourVision, KeepsSizeAndTransparency) {
  QImage image(3, 2, QImage::Format_ARGB32);
  image.fill(QColor(10, 20, 30, 40));
  image.setDotsPerMeterX(5000);
  const QImage result = seen_with(ColourVision::tritanopia, image);
  EXPECT_EQ(result.size(), image.size());
  EXPECT_EQ(result.dotsPerMeterX(), 5000);
  EXPECT_EQ(qAlpha(result.pixel(0, 0)), 40);
}

}  // namespace
}  // namespace imprint::studio
