// SPDX-License-Identifier: GPL-3.0-or-later
// One procedural image whose class is written in its fine texture. No torch here.
//
//   image_c(x, y) = 1/2 + tint_c + brightness_c + ramp(x, y) + sum of 3 blobs_c(x, y) + noise_c(x, y)
//       + sum over the two gratings g of the class  a_g k_gc sin(2 pi f_g (x cos t_g + y sin t_g) + p_g)
//
// clipped to [0, 1] and rounded to 8 bits. Five gratings differ in angle |t|, frequency f and colour k; each
// of the 10 classes is one pair of them, so no single grating tells the class. All frequencies lie above 1/8
// cycle a pixel, where a blur to a quarter of the size leaves nothing, and the amplitude a is well below a
// step of 2 bits (1/3): what is fine and exact in the image is what counts.
//
//   by chance   the sign of each angle, phases, amplitudes (0.7 to 1.3 of the contrast), jitter of angle,
//               frequency and colour, brightness, ramp (light from one side), blobs, noise. Mirroring either
//               way leaves the distribution as it is, so a flip harms no class.
//   tint        a faint red or cyan cast that classes c and c + 5 share, half hidden by the brightness of
//               each channel. It is the one thing that a coarse view shows: a network kept from the texture
//               learns this shortcut instead, and has to unlearn it.
//   difficulty  0..1: contrast falls while noise and jitter grow (texture_style).
#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace imprint {

inline constexpr int texture_side = 32;  // pixels
inline constexpr int texture_classes = 10;
inline constexpr std::size_t texture_bytes = 3 * texture_side * texture_side;

/// What the difficulty sets. Lengths of the value axis are shares of black to white.
struct TextureStyle {
  double contrast = 0;          // mean amplitude of a grating
  double noise = 0;             // standard deviation
  double angle_jitter = 0;      // degrees, uniform on both sides
  double frequency_jitter = 0;  // relative, uniform on both sides
  double colour_jitter = 0;     // share of a grating's colour that the image draws anew
};

/// Linear between the two ends; `difficulty` in 0..1.
TextureStyle texture_style(double difficulty);

/// The two gratings, 0..4, that make up a class.
std::array<int, 2> gratings_of_class(int label);

/// Draws image `number` as red, green and blue planes: a pure function of its arguments.
void draw_texture_image(std::uint64_t seed, std::uint64_t number, int label, const TextureStyle& style,
                        std::span<std::uint8_t, texture_bytes> planes);

}  // namespace imprint
