// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/affine/affine_codec.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/empty_like.h>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <limits>
#include <vector>

#include "core/formats/affine/quantize_kernels.h"
#include "core/formats/affine/quantize_tensor.h"
#include "core/formats/float_tensor.h"
#include "core/formats/range_kernels.h"
#include "core/formats/rounded_pieces.h"

namespace imprint {
namespace {

/// The codes of `source`, which is laid out, and the grids, which a row finds when it comes to it.
template <class Code>
Encoded encoded(const at::Tensor& source, NumberFormat format, const Rounding& rounding) {
  const bool by_row = is_rounded_by_row(source, rounding);
  const std::int64_t groups = by_row ? source.size(0) : 1;
  Encoded result{format, rounding.granularity, at::empty_like(source, c10::CppTypeToScalarType<Code>::value),
                 at::empty({groups}), at::empty({groups})};
  auto* scales = result.scale.data_ptr<float>();
  auto* offsets = result.offset.data_ptr<float>();
  AffineGrid whole;
  if (!by_row) whole = affine_grid(rounding.range ? *rounding.range : tensor_range(source), format.bits);
  std::atomic<bool> whole_has_nan = false;
  for_each_piece<Code>(source, rounding, result.codes, [&](const Piece<Code>& piece) {
    const AffineGrid grid = by_row ? affine_grid(value_range(piece.from), format.bits) : whole;
    const bool has_nan = piece.noise_key ? encode_stochastically(piece.from, piece.to, grid, *piece.noise_key)
                                         : encode(piece.from, piece.to, grid);
    if (has_nan) whole_has_nan = true;  // of a row, its range is NaN
    if (!by_row) return;
    scales[piece.group] = grid.scale;
    offsets[piece.group] = grid.minimum;
  });
  if (by_row) return result;
  scales[0] = whole_has_nan ? std::numeric_limits<float>::quiet_NaN() : whole.scale;
  offsets[0] = whole.minimum;
  return result;
}

}  // namespace

Encoded AffineCodec::encode_rows(const at::Tensor& values, NumberFormat format, const Rounding& rounding) const {
  require_quantizable(values, format.bits);
  const at::Tensor source = laid_out(values, rounding);
  return format.bits <= 8 ? encoded<std::uint8_t>(source, format, rounding)
                          : encoded<std::int64_t>(source, format, rounding);
}

at::Tensor AffineCodec::decode_rows(const Encoded& encoded) const {
  const at::Tensor& codes = encoded.codes;
  const std::int64_t groups = encoded.scale.numel();
  if (codes.scalar_type() != at::kByte) {
    std::vector<std::int64_t> shape(static_cast<std::size_t>(std::max<std::int64_t>(codes.dim(), 1)), 1);
    shape.front() = groups;
    return codes.to(at::kFloat) * encoded.scale.view(shape) + encoded.offset.view(shape);
  }
  at::Tensor values = at::empty_like(codes, at::kFloat);
  const std::span<const std::uint8_t> from(codes.data_ptr<std::uint8_t>(), static_cast<std::size_t>(codes.numel()));
  const auto to = mutable_elements(values);
  const std::int64_t length = std::max<std::int64_t>(1, codes.numel() / std::max<std::int64_t>(1, groups));
  const std::int64_t piece = groups == 1 ? noise_block : length;
  at::parallel_for(0, (codes.numel() + piece - 1) / piece, std::max<std::int64_t>(1, 2 * noise_block / piece),
                   [&](std::int64_t begin, std::int64_t end) {
                     for (std::int64_t number = begin; number < end; ++number) {
                       const auto first = static_cast<std::size_t>(number * piece);
                       const auto count = std::min(static_cast<std::size_t>(piece), from.size() - first);
                       const std::int64_t group = groups == 1 ? 0 : number;
                       imprint::decode(from.subspan(first, count), encoded.scale.data_ptr<float>()[group],
                                       encoded.offset.data_ptr<float>()[group], to.subspan(first, count));
                     }
                   });
  return values;
}

at::Tensor AffineCodec::round_rows(const at::Tensor& values, NumberFormat format, const Rounding& rounding) const {
  const bool by_row = rounding.granularity == Granularity::row;
  if (rounding.noise_key)
    return by_row ? rows_quantized_stochastically(values, format.bits, *rounding.noise_key)
                  : quantized_stochastically(values, format.bits, *rounding.noise_key);
  if (by_row) return quantized_per_channel(values, format.bits);
  return rounding.range ? quantized(values, *rounding.range, format.bits) : quantized_per_tensor(values, format.bits);
}

const Codec& affine_codec() {
  static const AffineCodec codec;
  return codec;
}

}  // namespace imprint
