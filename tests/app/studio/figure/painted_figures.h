// SPDX-License-Identifier: GPL-3.0-or-later
// What the tests of the painter share: laid out figures, and the programs that look at the files from
// outside.
#pragma once

#include <QImage>
#include <filesystem>
#include <string>

#include "app/figure/figure_painter.h"

namespace imprint::test {

FigureDrawing drawn(const FigureContent& content, const FigureStyle& style);

bool installed(const std::string& program);

/// The standard output of a command; fails the test when it does not exit with 0.
std::string output_of(const std::string& command);

/// The largest difference of two greyscale pictures of one size after both were smoothed over `radius` dots,
/// 0 to 255.
int largest_difference(const QImage& a, const QImage& b, int radius);

/// Of their dots, smoothed alike, the share whose greys differ by more than a quarter of the range.
double differing_share(const QImage& a, const QImage& b, int radius);

}  // namespace imprint::test
