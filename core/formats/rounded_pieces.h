// SPDX-License-Identifier: GPL-3.0-or-later
// A tensor rounded piece by piece on all threads: rows by themselves, or blocks of a whole tensor. Each has noise of
// its own, which depends on its number alone.
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

struct RoundedPiece {
  std::span<const float> from;
  std::span<float> to;
  std::size_t group = 0;                        // whose scale holds: the row, 0 for a whole tensor
  std::optional<std::uint64_t> noise_key = {};  // of this piece, where rounding is stochastic
};

/// Whether each row has a scale of its own.
inline bool is_rounded_by_row(const at::Tensor& values, const Rounding& rounding) {
  return rounding.granularity != Granularity::tensor && values.dim() > 0 && values.numel() > 0;
}

/// As they have to lie in memory for that.
inline at::Tensor laid_out(const at::Tensor& values, const Rounding& rounding) {
  return is_rounded_by_row(values, rounding) ? with_rows_outermost(values) : dense(values);
}

/// Calls round(piece) for all of them. Float values on the CPU.
template <class Round>
at::Tensor rounded_pieces(const at::Tensor& values, const Rounding& rounding, const Round& round) {
  const at::Tensor source = laid_out(values, rounding);
  at::Tensor result = at::empty_like(source);
  const auto from = elements(source);
  const auto to = mutable_elements(result);
  const auto piece = [&](std::size_t offset, std::size_t length, std::size_t group, std::int64_t number) {
    RoundedPiece rounded{from.subspan(offset, length), to.subspan(offset, length), group};
    if (rounding.noise_key) rounded.noise_key = noise_block_key(*rounding.noise_key, number);
    round(rounded);
  };
  if (!is_rounded_by_row(values, rounding)) {
    for_each_block(source.numel(), [&](std::int64_t number, std::size_t offset, std::size_t length) {
      piece(offset, length, 0, number);
    });
    return result;
  }
  const auto length = static_cast<std::size_t>(source.numel() / source.size(0));
  at::parallel_for(0, source.size(0), 1, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t row = begin; row < end; ++row)
      piece(static_cast<std::size_t>(row) * length, length, static_cast<std::size_t>(row), row);
  });
  return result;
}

}  // namespace imprint
