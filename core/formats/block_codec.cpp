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
  // Dimensions of one length look alike when they are moved, so that shapes alone prove nothing.
  const bool is_last = along == -1 || along == like.dim() - 1;
  if (is_last && rows.strides() == like.strides()) return rows;
  return at::empty_like(like, rows.options()).copy_(rows.movedim(-1, along));
}

struct RoundedRows {
  at::Tensor rows, scales, offsets;  // [..., length], [count, blocks] each; no offsets: [count, 0]
};

std::int64_t row_length(const at::Tensor& rows) { return rows.size(-1); }
std::int64_t row_count(const at::Tensor& rows) { return row_length(rows) == 0 ? 0 : rows.numel() / row_length(rows); }
std::int64_t blocks_of(std::int64_t length, std::int64_t block) { return (length + block - 1) / block; }

/// The part of a table [count, width] that belongs to a row.
std::span<float> row_of(std::span<float> table, std::int64_t row, std::int64_t width) {
  return table.subspan(static_cast<std::size_t>(row * width), static_cast<std::size_t>(width));
}

RoundedRows rounded_rows(const at::Tensor& rows, const BlockRounding& rounding, std::int64_t block,
                         std::optional<std::uint64_t> noise_key) {
  const std::int64_t count = row_count(rows), length = row_length(rows), blocks = blocks_of(length, block);
  const std::int64_t offsets_a_row = rounding.has_offsets ? blocks : 0;
  RoundedRows result{at::empty_like(rows), at::empty({count, blocks}), at::empty({count, offsets_a_row})};
  const auto from = elements(rows);
  const auto to = mutable_elements(result.rows), scales = mutable_elements(result.scales),
             offsets = mutable_elements(result.offsets);
  const auto grain =
      std::max<std::int64_t>(1, tensor_blocks_a_thread * noise_block / std::max<std::int64_t>(1, length));
  at::parallel_for(0, count, grain, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t row = begin; row < end; ++row) {
      const auto first = static_cast<std::size_t>(row * length), size = static_cast<std::size_t>(length);
      const auto key = noise_key ? std::optional(noise_block_key(*noise_key, row)) : std::nullopt;
      rounding.round_row({from.subspan(first, size), row_of(to, row, length), row_of(scales, row, blocks),
                          row_of(offsets, row, offsets_a_row), key});
    }
  });
  return result;
}

}  // namespace

at::Tensor BlockCodec::round_rows(const at::Tensor& values, NumberFormat format, const Rounding& rounding) const {
  require_floats(values);
  const at::Tensor rows = as_rows(values, rounding.along);
  const BlockRounding blocks = rounding_of(values, format);
  return from_rows(rounded_rows(rows, blocks, format.block, rounding.noise_key).rows, values, rounding.along);
}

Encoded BlockCodec::encode_rows(const at::Tensor& values, NumberFormat format, const Rounding& rounding) const {
  require_floats(values);
  const at::Tensor rows = as_rows(values, rounding.along);
  const auto [rounded, scales, offsets] =
      rounded_rows(rows, rounding_of(values, format), format.block, rounding.noise_key);
  at::Tensor codes = at::empty_like(rows, at::kByte);
  const std::int64_t length = row_length(rows), blocks = scales.size(1);
  const bool has_offsets = offsets.numel() > 0;
  for (std::int64_t i = 0; i < rows.numel(); ++i) {
    const std::int64_t block = i / length * blocks + i % length / format.block;
    const float scale = scales.data_ptr<float>()[block], offset = has_offsets ? offsets.data_ptr<float>()[block] : 0;
    const float value = rounded.data_ptr<float>()[i] - offset;
    codes.data_ptr<std::uint8_t>()[i] = code_of(scale == 0 ? value : value / scale, format);
  }
  return {format,
          Granularity::tensor,
          from_rows(codes, values, rounding.along),
          scales.flatten(),
          has_offsets ? offsets.flatten() : at::Tensor(),
          rounding.along};
}

at::Tensor BlockCodec::decode_rows(const Encoded& encoded) const {
  const at::Tensor codes = as_rows(encoded.codes, encoded.along);
  at::Tensor values = at::empty_like(codes, at::kFloat);
  const std::int64_t length = row_length(codes), block = encoded.format.block, blocks = blocks_of(length, block);
  for (std::int64_t i = 0; i < codes.numel(); ++i) {
    const std::int64_t number = i / length * blocks + i % length / block;
    const float element = element_of(codes.data_ptr<std::uint8_t>()[i], encoded.format);
    const float value = element * encoded.scale.data_ptr<float>()[number];
    values.data_ptr<float>()[i] = encoded.offset.defined() ? value + encoded.offset.data_ptr<float>()[number] : value;
  }
  return from_rows(values, encoded.codes, encoded.along);
}

}  // namespace imprint
