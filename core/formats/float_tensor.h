// SPDX-License-Identifier: GPL-3.0-or-later
// Float tensors as stretches of memory, for quantizers: blocks that threads share, whose results do not depend on how.
#pragma once

#include <ATen/Parallel.h>
#include <ATen/core/Tensor.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

#include "core/formats/codec.h"
#include "core/formats/float_range.h"
#include "core/formats/rounding_noise.h"

namespace imprint {

// A block of floats (noise_block) fits the first two cache levels. Two are about 10 us of work: less is not worth a
// thread.
inline constexpr std::int64_t tensor_blocks_a_thread = 2;

/// Throws InputError for other dtypes and devices than float on the CPU.
void require_floats(const at::Tensor& values);

/// The tensor itself when its elements fill its memory without gaps, else a copy of which that is true.
at::Tensor dense(const at::Tensor& values);

std::span<const float> elements(const at::Tensor& values);
std::span<float> mutable_elements(at::Tensor& values);

/// Calls visit(number, offset, length) for every block, on all threads.
template <class Visit>
void for_each_block(std::int64_t count, const Visit& visit) {
  const std::int64_t blocks = (count + noise_block - 1) / noise_block;
  at::parallel_for(0, blocks, tensor_blocks_a_thread, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t number = begin; number < end; ++number) {
      const std::int64_t offset = number * noise_block;
      visit(number, static_cast<std::size_t>(offset), static_cast<std::size_t>(std::min(noise_block, count - offset)));
    }
  });
}

FloatRange range_of(std::span<const float> values);

/// Extremes of the whole tensor: for activations [n, ...] the same as the extremes over the batch of each
/// sample's.
FloatRange tensor_range(const at::Tensor& values);

/// What stochastic rounding adds to each element of a dense tensor, in the order of memory: of granularity tensor,
/// element i gets rounding_noise(noise_block_key(noise_key, i / noise_block), i % noise_block); of rows, which must be
/// outermost in memory, element i of row r gets rounding_noise(noise_block_key(noise_key, r), i).
at::Tensor rounding_noise_of(const at::Tensor& values, std::uint64_t noise_key,
                             Granularity granularity = Granularity::tensor);

/// The tensor itself when it is dense with its first dimension outermost in memory, so that each slice values[o] is one
/// stretch of it; else a copy of which that is true.
at::Tensor with_rows_outermost(const at::Tensor& values);

}  // namespace imprint
