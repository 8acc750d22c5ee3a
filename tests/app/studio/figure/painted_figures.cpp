// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/studio/figure/painted_figures.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "app/studio/figure/qt_figure_painter.h"

namespace imprint::test {
namespace {

using Grey = std::vector<double>;

/// Sliding mean along one direction.
Grey smoothed(const Grey& from, int width, int height, int radius, bool along_x) {
  Grey result(from.size());
  const int length = along_x ? width : height;
  const int lines = along_x ? height : width;
  const auto at = [&](int line, int i) {
    return static_cast<std::size_t>(along_x ? line * width + i : i * width + line);
  };
  for (int line = 0; line < lines; ++line) {
    for (int i = 0; i < length; ++i) {
      double sum = 0;
      for (int k = -radius; k <= radius; ++k) sum += from[at(line, std::clamp(i + k, 0, length - 1))];
      result[at(line, i)] = sum / (2 * radius + 1);
    }
  }
  return result;
}

Grey grey_of(const QImage& picture, int radius) {
  const QImage grey = picture.convertToFormat(QImage::Format_Grayscale8);
  Grey values;
  for (int y = 0; y < grey.height(); ++y)
    for (int x = 0; x < grey.width(); ++x) values.push_back(grey.constScanLine(y)[x]);
  values = smoothed(values, grey.width(), grey.height(), radius, true);
  return smoothed(values, grey.width(), grey.height(), radius, false);
}

}  // namespace

FigureDrawing drawn(const FigureContent& content, const FigureStyle& style) {
  FigureDrawing drawing{content, style, {}};
  const auto measure = studio::qt_figure_painter()->measure(style, drawing.content.notes);
  drawing.layout = lay_out(drawing.content, style, {}, *measure);
  return drawing;
}

bool installed(const std::string& program) {
  return std::system(("command -v " + program + " >/dev/null 2>&1").c_str()) == 0;
}

std::string output_of(const std::string& command) {
  std::string output;
  std::FILE* pipe = popen((command + " 2>&1").c_str(), "r");
  if (pipe == nullptr) return output;
  std::array<char, 4096> buffer;
  for (std::size_t count = 0; (count = std::fread(buffer.data(), 1, buffer.size(), pipe)) > 0;)
    output.append(buffer.data(), count);
  EXPECT_EQ(pclose(pipe), 0) << command << "\n" << output;
  return output;
}

int largest_difference(const QImage& a, const QImage& b, int radius) {
  const Grey first = grey_of(a, radius);
  const Grey second = grey_of(b, radius);
  double largest = 0;
  for (std::size_t i = 0; i < std::min(first.size(), second.size()); ++i)
    largest = std::max(largest, std::abs(first[i] - second[i]));
  return static_cast<int>(std::lround(largest));
}

double differing_share(const QImage& a, const QImage& b, int radius) {
  constexpr double quarter = 64;
  const Grey first = grey_of(a, radius), second = grey_of(b, radius);
  std::size_t differing = 0;
  for (std::size_t i = 0; i < std::min(first.size(), second.size()); ++i)
    differing += std::abs(first[i] - second[i]) > quarter;
  return first.empty() ? 0 : static_cast<double>(differing) / static_cast<double>(first.size());
}

}  // namespace imprint::test
