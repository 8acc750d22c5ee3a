// SPDX-License-Identifier: GPL-3.0-or-later
// Number formats by the names that people give them, and what each of them can hold.
//
//   affineB     CPT's grid: 2^B equally spaced values over the range of what is rounded (B = 1..16)
//   intB        symmetric integers -(2^(B-1) - 1) .. 2^(B-1) - 1 behind a scale that maps the largest magnitude to the
//               largest integer (B = 2..16)
//   eXmY        floats (element_format.h): X = 2..8, Y = 1..10; fp16, bf16, tf32 and fp32 are e5m10, e8m7, e8m10, e8m23
//   affineB-bN  CPT's grid over each block of N neighbours, its scale and offset in bf16 (B = 2..8; N = 16, 32)
//   mxfp8-e4m3 mxfp8-e5m2 mxfp6-e3m2 mxfp6-e2m3 mxfp4 mxint8 nvfp4      blocks (block_rounding.h)
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/elements/block_rounding.h"

namespace imprint {

enum class NamedFormatKind { affine, integer, floating, mx, nvfp4, affine_blocks };

struct NamedFormat {
  std::string name;         // "mxfp4"
  std::string description;  // half a sentence
  NamedFormatKind kind = NamedFormatKind::floating;
  int bits = 8;               // of an element
  BlockElement element = {};  // of floats and blocks
  int affine_block = 0;       // values of an affine block

  /// Values that share a scale: 32, 16; nothing where a scale is taken over whatever a layer says, or none at all.
  std::optional<int> block_length() const;
  /// With the share of the block's scale: 4.25 of mxfp4. Of nvfp4 without the one scale a tensor.
  double bits_a_value() const;
  /// Of an element, before a scale.
  double largest() const;
  std::optional<double> smallest_subnormal() const;
  /// What codes mean beside finite values: "infinity and NaN", "one NaN", "none".
  std::string specials() const;
  /// Of an element from the least one up; nothing of more than 8 bits.
  std::optional<std::vector<double>> values() const;

  /// The values as one tensor, their range or their magnitudes the scale's. They must be finite.
  std::vector<double> rounded(std::span<const double> given, const ElementRounding& rounding = {}) const;
};

/// Some of each kind, in the order in which they are shown.
const std::vector<NamedFormat>& listed_formats();

/// Throws InputError for a name that is none, with the nearest one or with the limits.
NamedFormat named_format(std::string_view name);

}  // namespace imprint
