// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/affine/affine_codec.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/clamp.h>
#include <ATen/ops/round.h>
#include <ATen/ops/tensor.h>

#include <algorithm>
#include <vector>

#include "core/formats/affine/quantize_tensor.h"
#include "core/formats/float_tensor.h"

namespace imprint {
namespace {

/// The grids of all groups, each a column of numbers that broadcasts over its slice.
struct Grids {
  at::Tensor scale, offset;
  float top = 0;
};

at::Tensor column(const std::vector<float>& numbers, std::int64_t dimensions) {
  std::vector<std::int64_t> shape(static_cast<std::size_t>(std::max<std::int64_t>(dimensions, 1)), 1);
  shape.front() = static_cast<std::int64_t>(numbers.size());
  return at::tensor(numbers, at::kFloat).view(shape);
}

Grids grids_of(const at::Tensor& values, int bits, const Rounding& rounding) {
  std::vector<FloatRange> ranges;
  if (rounding.granularity == Granularity::tensor)
    ranges.push_back(rounding.range ? *rounding.range : tensor_range(values));
  else
    for (std::int64_t row = 0; row < values.size(0); ++row) ranges.push_back(tensor_range(values[row]));
  std::vector<float> scales, offsets;
  float top = 0;
  for (const FloatRange& range : ranges) {
    const AffineGrid grid = affine_grid(range, bits);
    scales.push_back(grid.scale);
    offsets.push_back(grid.minimum);
    top = grid.top;
  }
  return {column(scales, values.dim()), column(offsets, values.dim()), top};
}

at::ScalarType code_type(int bits) { return bits <= 8 ? at::kByte : at::kLong; }

}  // namespace

Encoded AffineCodec::encode_rows(const at::Tensor& values, NumberFormat format, const Rounding& rounding) const {
  require_quantizable(values, format.bits);
  const Grids grids = grids_of(values, format.bits, rounding);
  at::Tensor position = (values - grids.offset) / grids.scale;
  if (rounding.noise_key) position = position + rounding_noise_of(values, *rounding.noise_key, rounding.granularity);
  const at::Tensor codes = at::round(at::clamp(position, 0, grids.top)).to(code_type(format.bits));
  return {format, rounding.granularity, codes, grids.scale.flatten(), grids.offset.flatten()};
}

at::Tensor AffineCodec::decode_rows(const Encoded& encoded) const {
  std::vector<std::int64_t> shape(static_cast<std::size_t>(std::max<std::int64_t>(encoded.codes.dim(), 1)), 1);
  shape.front() = encoded.scale.numel();
  return encoded.codes.to(at::kFloat) * encoded.scale.view(shape) + encoded.offset.view(shape);
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
