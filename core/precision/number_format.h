// SPDX-License-Identifier: GPL-3.0-or-later
// What a value can be.
//
//   affine B     one of 2^B equally spaced values over a range (CPT's grid, formats/affine), B = 1..31
//   eXmY         a float of X exponent and Y mantissa bits behind a scale (formats/minifloat), 1 + X + Y bits
//   bf16, fp16   floats of 16 bits without a scale (formats/half)
//   int B        symmetric integers behind a scale (formats/symmetric), B = 2..16
//   mx...        MX blocks: 32 neighbours behind a power of two (formats/mx)
//   nvfp4        blocks of 16 of e2m1 behind an e4m3 scale (formats/nvfp4)
//   affine B-bN  CPT's grid over each block of N neighbours, B = 2, 3, 4, 8 and N = 16, 32 (formats/affine_blocks)
//   fp32         any float
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

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
  int exponent_bits = 0;  // of a minifloat, a half, or a block's element; 0 of integers
  int block = 0;          // values that share a scale as neighbours along the summed index of a product; 0 of formats
                          // whose scales are taken over what a layer says

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

constexpr NumberFormat symmetric_format(int bits) {
  NumberFormat format(bits);
  format.family = FormatFamily::symmetric;
  return format;
}

inline constexpr int mx_block_length = 32, nvfp4_block_length = 16;

/// Of an element's bits: 8 with 4 or 5 of the exponent, or with 0 = mxint8; 6 with 3 or 2; 4 with 2.
constexpr NumberFormat mx_format(int bits, int exponent_bits) {
  NumberFormat format(bits);
  format.family = FormatFamily::mx;
  format.exponent_bits = exponent_bits;
  format.block = mx_block_length;
  return format;
}

constexpr NumberFormat make_nvfp4_format() {
  NumberFormat format(4);
  format.family = FormatFamily::nvfp4;
  format.exponent_bits = 2;
  format.block = nvfp4_block_length;
  return format;
}
inline constexpr NumberFormat nvfp4_format = make_nvfp4_format();

constexpr NumberFormat affine_block_format(int bits, int length) {
  NumberFormat format(bits);
  format.family = FormatFamily::affine_blocks;
  format.block = length;
  return format;
}

constexpr bool has_blocks(NumberFormat format) { return format.block > 0; }

/// The element of a block as a float of its own.
constexpr NumberFormat minifloat_of(NumberFormat block) {
  return minifloat_format(block.exponent_bits, block.mantissa_bits());
}

/// Whether `format` means the plain fp32 path: 32 bits, or 0 as CPT's code writes it.
constexpr bool is_full_precision(NumberFormat format) { return format.bits == 0 || format.bits == 32; }

/// Bits of a value with its share of a block's scale, in quarters of a bit: a block of 16 or 32 has a scale of 8 bits,
/// an affine one a scale and an offset of 16.
constexpr int quarter_bits(NumberFormat format) {
  const int bits_of_block = format.family == FormatFamily::affine_blocks ? 32 : 8;
  return 4 * format.bits + (has_blocks(format) ? 4 * bits_of_block / format.block : 0);
}

/// "affine4", "e4m3", "bf16", "fp32".
std::string format_name(NumberFormat format);

/// Of all families, fp32 last.
const std::vector<NumberFormat>& number_formats();

/// By that name; nothing where there is none.
std::optional<NumberFormat> find_number_format(std::string_view name);

/// As steps are told: "4" for the affine family, "e4m3", "32".
std::string short_text(NumberFormat format);

}  // namespace imprint
