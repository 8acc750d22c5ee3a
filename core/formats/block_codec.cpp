// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/block_codec.h"

#include <ATen/Parallel.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/empty_like.h>

#include <algorithm>

#include "core/formats/float_tensor.h"

namespace imprint {
namespace {

/// A tensor as contiguous rows along the dimension of the blocks.
at::Tensor as_rows(const at::Tensor& values, std::int64_t along) {
  return values.dim() == 0 ? values.view({1}) : values.movedim(along, -1).contiguous();
}

/// Rows as the tensor that they were taken of lies in memory.
at::Tensor from_rows(const at::Tensor& rows, const at::Tensor& like, std::int64_t along) {
  if (like.dim() == 0) return rows.view({});
  if (rows.strides() == like.strides() && rows.sizes() == like.sizes()) return rows;
  return at::empty_like(like, rows.options()).copy_(rows.movedim(-1, along));
}

struct RoundedRows {
  at::Tensor rows, scales;  // [..., length], [count, blocks]
};

std::int64_t row_length(const at::Tensor& rows) { return rows.size(-1); }
std::int64_t row_count(const at::Tensor& rows) { return row_length(rows) == 0 ? 0 : rows.numel() / row_length(rows); }
std::int64_t blocks_of(std::int64_t length, std::int64_t block) { return (length + block - 1) / block; }

RoundedRows rounded_rows(const at::Tensor& rows, const BlockRounding& rounding,
                         std::optional<std::uint64_t> noise_key) {
  const std::int64_t count = row_count(rows), length = row_length(rows), blocks = blocks_of(length, rounding.length);
  RoundedRows result{at::empty_like(rows), at::empty({count, blocks})};
  const auto from = elements(rows);
  const auto to = mutable_elements(result.rows), scales = mutable_elements(result.scales);
  const auto grain =
      std::max<std::int64_t>(1, tensor_blocks_a_thread * noise_block / std::max<std::int64_t>(1, length));
  at::parallel_for(0, count, grain, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t row = begin; row < end; ++row) {
      const auto first = static_cast<std::size_t>(row * length), size = static_cast<std::size_t>(length);
      const auto key = noise_key ? std::optional(noise_block_key(*noise_key, row)) : std::nullopt;
      rounding.round_row(from.subspan(first, size), to.subspan(first, size),
                         scales.subspan(static_cast<std::size_t>(row * blocks), static_cast<std::size_t>(blocks)), key);
    }
  });
  return result;
}

}  // namespace

at::Tensor BlockCodec::round_rows(const at::Tensor& values, NumberFormat format, const Rounding& rounding) const {
  require_floats(values);
  const at::Tensor rows = as_rows(values, rounding.along);
  return from_rows(rounded_rows(rows, rounding_of(values, format), rounding.noise_key).rows, values, rounding.along);
}

Encoded BlockCodec::encode_rows(const at::Tensor& values, NumberFormat format, const Rounding& rounding) const {
  require_floats(values);
  const at::Tensor rows = as_rows(values, rounding.along);
  const auto [rounded, scales] = rounded_rows(rows, rounding_of(values, format), rounding.noise_key);
  at::Tensor codes = at::empty_like(rows, at::kByte);
  const std::int64_t length = row_length(rows), blocks = scales.size(1);
  for (std::int64_t i = 0; i < rows.numel(); ++i) {
    const float scale = scales.data_ptr<float>()[i / length * blocks + i % length / block_length()];
    const float value = rounded.data_ptr<float>()[i];
    codes.data_ptr<std::uint8_t>()[i] = code_of(scale == 0 ? value : value / scale, format);
  }
  return {format, Granularity::tensor, from_rows(codes, values, rounding.along), scales.flatten(), {}, rounding.along};
}

at::Tensor BlockCodec::decode_rows(const Encoded& encoded) const {
  const at::Tensor codes = as_rows(encoded.codes, encoded.along);
  at::Tensor values = at::empty_like(codes, at::kFloat);
  const std::int64_t length = row_length(codes), blocks = blocks_of(length, block_length());
  for (std::int64_t i = 0; i < codes.numel(); ++i) {
    const float scale = encoded.scale.data_ptr<float>()[i / length * blocks + i % length / block_length()];
    values.data_ptr<float>()[i] = element_of(codes.data_ptr<std::uint8_t>()[i], encoded.format) * scale;
  }
  return from_rows(values, encoded.codes, encoded.along);
}

}  // namespace imprint
