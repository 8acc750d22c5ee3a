// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/figure/colour_vision.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_map>

namespace imprint::studio {
namespace {

using Matrix = std::array<std::array<double, 3>, 3>;

constexpr Matrix greyscale = {{{0.2126, 0.7152, 0.0722}, {0.2126, 0.7152, 0.0722}, {0.2126, 0.7152, 0.0722}}};
constexpr Matrix deuteranopia = {
    {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}};
constexpr Matrix protanopia = {
    {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}};
constexpr Matrix tritanopia = {
    {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}}};

const Matrix& matrix_of(ColourVision vision) {
  switch (vision) {
    case ColourVision::deuteranopia: return deuteranopia;
    case ColourVision::protanopia: return protanopia;
    case ColourVision::tritanopia: return tritanopia;
    case ColourVision::greyscale:
    case ColourVision::normal: break;
  }
  return greyscale;
}

double linear_of(int channel) {
  const double c = channel / 255.0;
  return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

int channel_of(double linear) {
  const double c = std::clamp(linear, 0.0, 1.0);
  const double coded = c <= 0.0031308 ? 12.92 * c : 1.055 * std::pow(c, 1 / 2.4) - 0.055;
  return static_cast<int>(std::lround(255 * coded));
}

QRgb seen(const Matrix& matrix, QRgb colour) {
  const std::array<double, 3> from = {linear_of(qRed(colour)), linear_of(qGreen(colour)), linear_of(qBlue(colour))};
  std::array<int, 3> to = {};
  for (std::size_t i = 0; i < 3; ++i)
    to[i] = channel_of(matrix[i][0] * from[0] + matrix[i][1] * from[1] + matrix[i][2] * from[2]);
  return qRgba(to[0], to[1], to[2], qAlpha(colour));
}

}  // namespace

QImage seen_with(ColourVision vision, const QImage& image) {
  if (vision == ColourVision::normal || image.isNull()) return image;
  const Matrix& matrix = matrix_of(vision);
  QImage result = image.convertToFormat(QImage::Format_ARGB32);
  std::unordered_map<QRgb, QRgb> known;  // a figure has few colours
  for (int y = 0; y < result.height(); ++y) {
    auto* line = reinterpret_cast<QRgb*>(result.scanLine(y));
    for (int x = 0; x < result.width(); ++x) {
      const auto [found, fresh] = known.try_emplace(line[x]);
      if (fresh) found->second = seen(matrix, line[x]);
      line[x] = found->second;
    }
  }
  return result;
}

}  // namespace imprint::studio
