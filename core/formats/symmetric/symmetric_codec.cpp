// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/symmetric/symmetric_codec.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/round.h>

#include <algorithm>
#include <vector>

#include "core/base/error.h"
#include "core/formats/float_tensor.h"
#include "core/formats/range_kernels.h"
#include "core/formats/rounded_pieces.h"
#include "core/formats/symmetric/symmetric_kernels.h"

namespace imprint {
namespace {

void require_symmetric(NumberFormat format) {
  if (format.bits >= 2 && format.bits <= 16) return;
  throw InputError("symmetric integers: 2 to 16 bits are expected, not " + std::to_string(format.bits));
}

/// One a row, or one for all.
std::vector<SymmetricGrid> symmetric_grids(const at::Tensor& source, NumberFormat format, const Rounding& rounding) {
  if (!is_rounded_by_row(source, rounding))
    return {symmetric_grid(rounding.range ? *rounding.range : tensor_range(source), format.bits)};
  std::vector<SymmetricGrid> grids;
  const auto length = static_cast<std::size_t>(source.numel() / source.size(0));
  for (std::size_t row = 0; row < static_cast<std::size_t>(source.size(0)); ++row)
    grids.push_back(symmetric_grid(value_range(elements(source).subspan(row * length, length)), format.bits));
  return grids;
}

/// One number a row, to stand beside the rest of its dimensions.
at::Tensor beside(const at::Tensor& numbers, std::int64_t dimensions) {
  std::vector<std::int64_t> shape(static_cast<std::size_t>(std::max<std::int64_t>(dimensions, 1)), 1);
  shape.front() = numbers.numel();
  return numbers.view(shape);
}

std::int64_t top_of(NumberFormat format) { return (std::int64_t{1} << (format.bits - 1)) - 1; }

}  // namespace

at::Tensor SymmetricCodec::round_rows(const at::Tensor& values, NumberFormat format, const Rounding& rounding) const {
  require_symmetric(format);
  require_floats(values);
  const at::Tensor source = laid_out(values, rounding);
  const std::vector<SymmetricGrid> grids = symmetric_grids(source, format, rounding);
  return rounded_pieces(source, rounding, [&](const RoundedPiece& piece) {
    if (piece.noise_key)
      round_to_integers_stochastically(piece.from, piece.to, grids[piece.group], *piece.noise_key);
    else
      round_to_integers(piece.from, piece.to, grids[piece.group]);
  });
}

Encoded SymmetricCodec::encode_rows(const at::Tensor& values, NumberFormat format, const Rounding& rounding) const {
  const at::Tensor rounded = round_rows(values, format, rounding);
  const std::vector<SymmetricGrid> grids = symmetric_grids(laid_out(values, rounding), format, rounding);
  at::Tensor scale = at::empty({static_cast<std::int64_t>(grids.size())});
  std::ranges::transform(grids, scale.data_ptr<float>(), &SymmetricGrid::scale);
  const at::Tensor steps = at::round(rounded / beside(scale, values.dim()));
  return {
      format, rounding.granularity, (steps + top_of(format)).to(format.bits <= 8 ? at::kByte : at::kLong), scale, {}};
}

at::Tensor SymmetricCodec::decode_rows(const Encoded& encoded) const {
  return (encoded.codes.to(at::kFloat) - top_of(encoded.format)) * beside(encoded.scale, encoded.codes.dim());
}

const Codec& symmetric_codec() {
  static const SymmetricCodec codec;
  return codec;
}

}  // namespace imprint
