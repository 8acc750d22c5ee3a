// SPDX-License-Identifier: GPL-3.0-or-later
// What a value can be.
//
//   affine B     one of 2^B equally spaced values over a range (CPT's grid, formats/affine), B = 1..31
//   eXmY         a float of X exponent and Y mantissa bits behind a scale (formats/minifloat), 1 + X + Y bits
//   bf16, fp16   floats of 16 bits without a scale (formats/half)
//   fp32         any float
#pragma once

#include <string>

#include "core/precision/format_list.h"

namespace imprint {

enum class FormatFamily {
#define IMPRINT_ENUMERATOR(family) family,
  IMPRINT_FORMATS(IMPRINT_ENUMERATOR)
#undef IMPRINT_ENUMERATOR
};

struct NumberFormat {
  int bits = 32;  // of a value, 1..32; 32 = fp32
  FormatFamily family = FormatFamily::affine;
  int exponent_bits = 0;  // of a minifloat or a half

  constexpr NumberFormat() = default;
  constexpr explicit NumberFormat(int width) : bits(width) {}  // or {8, 8} would pass for a layer's three formats

  constexpr int mantissa_bits() const { return bits - 1 - exponent_bits; }
  bool operator==(const NumberFormat&) const = default;
};

constexpr NumberFormat minifloat_format(int exponent_bits, int mantissa_bits) {
  NumberFormat format(1 + exponent_bits + mantissa_bits);
  format.family = FormatFamily::minifloat;
  format.exponent_bits = exponent_bits;
  return format;
}

constexpr NumberFormat half_format(int exponent_bits) {
  NumberFormat format(16);
  format.family = FormatFamily::half;
  format.exponent_bits = exponent_bits;
  return format;
}

inline constexpr NumberFormat bf16_format = half_format(8), fp16_format = half_format(5);

/// Whether `format` means the plain fp32 path: 32 bits, or 0 as CPT's code writes it.
constexpr bool is_full_precision(NumberFormat format) { return format.bits == 0 || format.bits == 32; }

/// "affine4", "e4m3", "bf16", "fp32".
std::string format_name(NumberFormat format);

/// As steps are told: "4" for the affine family, "e4m3", "32".
std::string short_text(NumberFormat format);

}  // namespace imprint
