// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/mx/mx_codec.h"

#include <ATen/core/Tensor.h>

#include <array>
#include <cmath>

#include "core/base/error.h"
#include "core/formats/minifloat/minifloat_grid.h"
#include "core/formats/mx/mx_kernels.h"

namespace imprint {
namespace {

constexpr float mxint8_steps = 64;
constexpr int mxint8_top = 127;

void require_mx(NumberFormat format) {
  constexpr std::array known = {mx_format(8, 4), mx_format(8, 5), mx_format(6, 3),
                                mx_format(6, 2), mx_format(4, 2), mx_format(8, 0)};
  for (const NumberFormat& one : known)
    if (one == format) return;
  throw InputError("MX blocks: mxfp8-e4m3, mxfp8-e5m2, mxfp6-e3m2, mxfp6-e2m3, mxfp4 or mxint8 is expected, not " +
                   std::to_string(format.bits) + " bits with " + std::to_string(format.exponent_bits) +
                   " of the exponent");
}

}  // namespace

BlockRounding MxCodec::rounding_of(const at::Tensor& /*values*/, NumberFormat format) const {
  require_mx(format);
  return {[format](const RowOfBlocks& row) { round_row_to_mx(row.from, row.to, row.scales, format, row.key); }};
}

std::uint8_t MxCodec::code_of(float element, NumberFormat format) const {
  if (format.exponent_bits > 0) return minifloat_code(element, minifloat_of(format), minifloat_grid(format));
  return static_cast<std::uint8_t>(std::lrint(element * mxint8_steps) + mxint8_top);
}

float MxCodec::element_of(std::uint8_t code, NumberFormat format) const {
  if (format.exponent_bits > 0) return minifloat_of_code(code, minifloat_of(format), minifloat_grid(format));
  return static_cast<float>(code - mxint8_top) / mxint8_steps;
}

const Codec& mx_codec() {
  static const MxCodec codec;
  return codec;
}

}  // namespace imprint
