// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/half/half_codec.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/empty_like.h>
#include <ATen/ops/ones.h>

#include "core/base/error.h"
#include "core/formats/float_tensor.h"
#include "core/formats/half/half_kernels.h"
#include "core/formats/rounded_pieces.h"

namespace imprint {
namespace {

void require_half(NumberFormat format) {
  if (format == bf16_format || format == fp16_format) return;
  throw InputError("half precision: bf16 or fp16 is expected, not " + std::to_string(format.bits) + " bits with " +
                   std::to_string(format.exponent_bits) + " of the exponent");
}

/// `Sixteen` is the type of LibTorch that has the format's bits.
at::Tensor bits_of(const at::Tensor& values, NumberFormat format) {
  const at::ScalarType type = format == bf16_format ? at::kBFloat16 : at::kHalf;
  return values.to(type).view(at::kShort).to(at::kLong).bitwise_and(0xffff);
}

at::Tensor values_of(const at::Tensor& bits, NumberFormat format) {
  const at::ScalarType type = format == bf16_format ? at::kBFloat16 : at::kHalf;
  return bits.to(at::kShort).view(type).to(at::kFloat);
}

}  // namespace

at::Tensor HalfCodec::round_rows(const at::Tensor& values, NumberFormat format, const Rounding& rounding) const {
  require_half(format);
  require_floats(values);
  const HalfGrid grid = half_grid(format);
  return rounded_pieces(values, rounding, [&](const RoundedPiece& piece) {
    if (piece.noise_key)
      round_to_half_stochastically(piece.from, piece.to, grid, *piece.noise_key);
    else
      round_to_half(piece.from, piece.to, grid);
  });
}

Encoded HalfCodec::encode_rows(const at::Tensor& values, NumberFormat format, const Rounding& rounding) const {
  const at::Tensor rounded = round_rows(values, format, rounding);
  const std::int64_t groups = is_rounded_by_row(values, rounding) ? values.size(0) : 1;
  return {format, rounding.granularity, bits_of(rounded, format), at::ones({groups}), {}};
}

at::Tensor HalfCodec::decode_rows(const Encoded& encoded) const { return values_of(encoded.codes, encoded.format); }

const Codec& half_codec() {
  static const HalfCodec codec;
  return codec;
}

}  // namespace imprint
