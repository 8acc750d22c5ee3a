// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/synthetic/texture_image.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/base/random_stream.h"

namespace imprint {
namespace {

constexpr int side = texture_side;
constexpr double pi = std::numbers::pi;
using Colour = std::array<double, 3>;
using Line = std::array<double, side>;

struct Grating {
  double angle;      // degrees from the x axis
  double frequency;  // cycles a pixel
  Colour colour;
};

constexpr std::array<Grating, 5> gratings = {{{0.0, 0.36, {1, 1, 1}},
                                              {22.5, 0.23, {1, -1, 0}},
                                              {45.0, 0.30, {0, 1, -1}},
                                              {67.5, 0.25, {-1, 0, 1}},
                                              {90.0, 0.33, {1, 1, 1}}}};

constexpr double largest_brightness = 0.12;  // common to the channels; each alone adds up to half of it
constexpr double largest_ramp = 0.12;        // at the border
constexpr double largest_blob = 0.15;
constexpr double largest_tint = 0.10;

double symmetric(RandomStream& stream) { return 2 * stream.uniform() - 1; }

double between(RandomStream& stream, double low, double high) { return low + (high - low) * stream.uniform(); }

/// Three planes in real numbers, before clipping.
class Canvas {
 public:
  explicit Canvas(const Colour& colour) {
    for (std::size_t c = 0; c < 3; ++c) planes_[c].fill(colour[c]);
  }

  /// Adds colour_c * pattern(row, column).
  template <typename Pattern>
  void add(const Colour& colour, const Pattern& pattern) {
    for (std::size_t y = 0; y < side; ++y)
      for (std::size_t x = 0; x < side; ++x) {
        const double value = pattern(y, x);
        for (std::size_t c = 0; c < 3; ++c) planes_[c][y * side + x] += colour[c] * value;
      }
  }

  void write_bytes(double noise, RandomStream& stream, std::span<std::uint8_t, texture_bytes> bytes) const {
    std::size_t i = 0;
    for (const auto& plane : planes_)
      for (const double value : plane) {
        const double clipped = std::clamp(value + noise * stream.normal(), 0.0, 1.0);
        bytes[i++] = static_cast<std::uint8_t>(std::nearbyint(255 * clipped));
      }
  }

 private:
  std::array<std::array<double, side * side>, 3> planes_;
};

/// Grey, the class's tint and the image's own brightness.
Colour ground_colour(int label, RandomStream& stream) {
  const double tint = largest_tint * (label % 5 - 2) / 2.0;
  const double common = largest_brightness * symmetric(stream);
  Colour colour = {tint, -tint / 2, -tint / 2};
  for (double& channel : colour) channel += 0.5 + common + largest_brightness / 2 * symmetric(stream);
  return colour;
}

void add_ramp(Canvas& canvas, RandomStream& stream) {
  const double slope_x = largest_ramp * symmetric(stream);
  const double slope_y = largest_ramp * symmetric(stream);
  const auto from_middle = [](std::size_t i) { return (static_cast<double>(i) - 15.5) / 15.5; };
  canvas.add({1, 1, 1},
             [&](std::size_t y, std::size_t x) { return slope_x * from_middle(x) + slope_y * from_middle(y); });
}

Line bell(double centre, double width) {
  Line line;
  for (std::size_t i = 0; i < side; ++i) {
    const double distance = (static_cast<double>(i) - centre) / width;
    line[i] = std::exp(-distance * distance / 2);
  }
  return line;
}

void add_blob(Canvas& canvas, RandomStream& stream) {
  const double width = between(stream, 3, 8);
  const Line across = bell(side * stream.uniform(), width);
  const Line down = bell(side * stream.uniform(), width);
  Colour colour;
  for (double& channel : colour) channel = largest_blob * symmetric(stream);
  canvas.add(colour, [&](std::size_t y, std::size_t x) { return down[y] * across[x]; });
}

/// Sine and cosine of frequency * i + phase: two of them make a plane wave without a sine a pixel.
struct Wave {
  Wave(double frequency, double phase) {
    for (std::size_t i = 0; i < side; ++i) {
      sine[i] = std::sin(frequency * static_cast<double>(i) + phase);
      cosine[i] = std::cos(frequency * static_cast<double>(i) + phase);
    }
  }
  Line sine, cosine;
};

/// The grating's colour, mixed with one of the same length that is drawn.
Colour jittered(const Colour& colour, double share, RandomStream& stream) {
  Colour drawn;
  double squared_length = 0;
  for (double& channel : drawn) {
    channel = symmetric(stream);
    squared_length += channel * channel;
  }
  Colour mixed;
  for (std::size_t c = 0; c < 3; ++c)
    mixed[c] = (1 - share) * colour[c] + share * drawn[c] * std::sqrt(2 / squared_length);
  return mixed;
}

void add_grating(Canvas& canvas, const Grating& grating, const TextureStyle& style, RandomStream& stream) {
  const double sign = stream.below(2) == 0 ? 1 : -1;
  const double angle = sign * (grating.angle + style.angle_jitter * symmetric(stream)) * pi / 180;
  const double frequency = 2 * pi * grating.frequency * (1 + style.frequency_jitter * symmetric(stream));
  const double amplitude = style.contrast * between(stream, 0.7, 1.3);
  const Wave across(frequency * std::cos(angle), 0);
  const Wave down(frequency * std::sin(angle), 2 * pi * stream.uniform());
  canvas.add(jittered(grating.colour, style.colour_jitter, stream), [&](std::size_t y, std::size_t x) {
    return amplitude * (down.sine[y] * across.cosine[x] + down.cosine[y] * across.sine[x]);
  });
}

double interpolated(double easy, double hard, double difficulty) { return easy + (hard - easy) * difficulty; }

}  // namespace

TextureStyle texture_style(double difficulty) {
  return {.contrast = interpolated(0.15, 0.05, difficulty),
          .noise = interpolated(0.02, 0.10, difficulty),
          .angle_jitter = interpolated(2, 16, difficulty),
          .frequency_jitter = interpolated(0.02, 0.28, difficulty),
          .colour_jitter = interpolated(0.0, 0.6, difficulty)};
}

std::array<int, 2> gratings_of_class(int label) {
  int first = 0;
  while (label >= 4 - first) label -= 4 - first++;
  return {first, first + 1 + label};
}

void draw_texture_image(std::uint64_t seed, std::uint64_t number, int label, const TextureStyle& style,
                        std::span<std::uint8_t, texture_bytes> planes) {
  RandomStream stream(seed, StreamPurpose::synthetic_data, number);
  Canvas canvas(ground_colour(label, stream));
  add_ramp(canvas, stream);
  for (int blob = 0; blob < 3; ++blob) add_blob(canvas, stream);
  for (const int grating : gratings_of_class(label))
    add_grating(canvas, gratings[static_cast<std::size_t>(grating)], style, stream);
  canvas.write_bytes(style.noise, stream, planes);
}

}  // namespace imprint
