// SPDX-License-Identifier: GPL-3.0-or-later
// A tensor rounded or encoded piece by piece on all threads: rows by themselves, or blocks of a whole tensor. Each has
// noise of its own, which depends on its number alone.
#pragma once

#include <ATen/Parallel.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/empty_like.h>

#include <cstdint>
#include <optional>
#include <span>

#include "core/formats/codec.h"
#include "core/formats/float_tensor.h"

namespace imprint {

/// `Out` is float for values, an integer for codes.
template <class Out>
struct Piece {
  std::span<const float> from;
  std::span<Out> to;
  std::size_t group = 0;                        // whose scale holds: the row, 0 for a whole tensor
  std::optional<std::uint64_t> noise_key = {};  // of this piece, where rounding is stochastic
};
using RoundedPiece = Piece<float>;

/// Whether each row has a scale of its own.
inline bool is_rounded_by_row(const at::Tensor& values, const Rounding& rounding) {
  return rounding.granularity != Granularity::tensor && values.dim() > 0 && values.numel() > 0;
}

/// As they have to lie in memory for that.
inline at::Tensor laid_out(const at::Tensor& values, const Rounding& rounding) {
  return is_rounded_by_row(values, rounding) ? with_rows_outermost(values) : dense(values);
}

/// Calls fill(piece) for all pieces of `source`, float values on the CPU that are laid out; `result` has its shape.
template <class Out, class Fill>
void for_each_piece(const at::Tensor& source, const Rounding& rounding, at::Tensor& result, const Fill& fill) {
  const auto from = elements(source);
  const std::span<Out> to(result.data_ptr<Out>(), from.size());
  const auto visit = [&](std::size_t offset, std::size_t length, std::size_t group, std::int64_t number) {
    Piece<Out> piece{from.subspan(offset, length), to.subspan(offset, length), group};
    if (rounding.noise_key) piece.noise_key = noise_block_key(*rounding.noise_key, number);
    fill(piece);
  };
  if (!is_rounded_by_row(source, rounding)) {
    for_each_block(source.numel(), [&](std::int64_t number, std::size_t offset, std::size_t length) {
      visit(offset, length, 0, number);
    });
    return;
  }
  const std::int64_t length = source.numel() / source.size(0);
  const auto grain = std::max<std::int64_t>(1, tensor_blocks_a_thread * noise_block / length);
  at::parallel_for(0, source.size(0), grain, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t row = begin; row < end; ++row)
      visit(static_cast<std::size_t>(row * length), static_cast<std::size_t>(length), static_cast<std::size_t>(row),
            row);
  });
}

/// The values that round(piece) writes.
template <class Round>
at::Tensor rounded_pieces(const at::Tensor& values, const Rounding& rounding, const Round& round) {
  const at::Tensor source = laid_out(values, rounding);
  at::Tensor result = at::empty_like(source);
  for_each_piece<float>(source, rounding, result, round);
  return result;
}

}  // namespace imprint
