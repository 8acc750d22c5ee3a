// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/affine/quantize_tensor.h"

#include <ATen/Parallel.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/empty_like.h>

#include <algorithm>
#include <span>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/formats/affine/quantize_kernels.h"
#include "core/formats/affine/rounding_noise.h"

namespace imprint {
namespace {

// A block of floats that fits the first two cache levels. Two are about 10 us of work: less is not worth a
// thread.
constexpr std::int64_t block = noise_block;
constexpr std::int64_t blocks_a_thread = 2;

std::int64_t block_count(std::int64_t elements) { return (elements + block - 1) / block; }

void check(const at::Tensor& values, int bits) {
  if (bits < 1 || bits >= full_precision_bits) {
    throw InputError("quantizer: bits = " + std::to_string(bits) + ": 1 to 31 are expected");
  }
  if (values.scalar_type() != at::kFloat || !values.device().is_cpu()) {
    throw InputError("quantizer: a float tensor on the CPU is expected, not " + values.toString());
  }
}

/// The tensor itself when its elements fill its memory without gaps, else a copy of which that is true.
at::Tensor dense(const at::Tensor& values) {
  return values.is_non_overlapping_and_dense() ? values : values.contiguous();
}

std::span<const float> elements(const at::Tensor& values) {
  return {values.data_ptr<float>(), static_cast<std::size_t>(values.numel())};
}
std::span<float> mutable_elements(at::Tensor& values) {
  return {values.data_ptr<float>(), static_cast<std::size_t>(values.numel())};
}

/// Calls visit(number, offset, length) for every block, on all threads.
template <class Visit>
void for_each_block(std::int64_t count, const Visit& visit) {
  at::parallel_for(0, block_count(count), blocks_a_thread, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t number = begin; number < end; ++number) {
      const std::int64_t offset = number * block;
      visit(number, static_cast<std::size_t>(offset), static_cast<std::size_t>(std::min(block, count - offset)));
    }
  });
}

FloatRange range_of(std::span<const float> values) {
  const auto count = static_cast<std::int64_t>(values.size());
  if (count <= block) return value_range(values);
  std::vector<FloatRange> ranges(static_cast<std::size_t>(block_count(count)));
  for_each_block(count, [&](std::int64_t number, std::size_t offset, std::size_t length) {
    ranges[static_cast<std::size_t>(number)] = value_range(values.subspan(offset, length));
  });
  FloatRange whole = ranges[0];
  for (const FloatRange& range : ranges) whole = merged(whole, range);
  return whole;
}

}  // namespace

FloatRange tensor_range(const at::Tensor& values) {
  check(values, 1);
  const at::Tensor source = dense(values);
  return range_of(elements(source));
}

at::Tensor quantized(const at::Tensor& values, FloatRange range, int bits) {
  check(values, bits);
  const at::Tensor source = dense(values);
  at::Tensor result = at::empty_like(source);
  const AffineGrid grid = affine_grid(range, bits);
  const auto from = elements(source);
  const auto to = mutable_elements(result);
  for_each_block(source.numel(), [&](std::int64_t, std::size_t offset, std::size_t length) {
    quantize(from.subspan(offset, length), to.subspan(offset, length), grid);
  });
  return result;
}

at::Tensor quantized_per_tensor(const at::Tensor& values, int bits) {
  const at::Tensor source = dense(values);
  return quantized(source, tensor_range(source), bits);
}

at::Tensor quantized_per_channel(const at::Tensor& weight, int bits) {
  check(weight, bits);
  // Slice o is one stretch of memory in every dense layout that puts the first dimension outermost.
  const bool sliced = weight.dim() > 0 && weight.size(0) > 0 && weight.is_non_overlapping_and_dense() &&
                      weight.stride(0) * weight.size(0) == weight.numel();
  const at::Tensor source = sliced ? weight : weight.contiguous();
  at::Tensor result = at::empty_like(source);
  if (source.numel() == 0) return result;
  const auto from = elements(source);
  const auto to = mutable_elements(result);
  const auto slice = static_cast<std::size_t>(source.numel() / source.size(0));
  const auto grain = std::max<std::int64_t>(1, blocks_a_thread * block / static_cast<std::int64_t>(slice));
  at::parallel_for(0, source.size(0), grain, [&](std::int64_t begin, std::int64_t end) {
    for (auto o = static_cast<std::size_t>(begin); o < static_cast<std::size_t>(end); ++o) {
      const auto values = from.subspan(o * slice, slice);
      quantize(values, to.subspan(o * slice, slice), affine_grid(value_range(values), bits));
    }
  });
  return result;
}

at::Tensor quantized_stochastically(const at::Tensor& gradient, int bits, std::uint64_t noise_key) {
  check(gradient, bits);
  const at::Tensor source = dense(gradient);
  at::Tensor result = at::empty_like(source);
  const auto from = elements(source);
  const auto to = mutable_elements(result);
  const AffineGrid grid = affine_grid(range_of(from), bits);
  for_each_block(source.numel(), [&](std::int64_t number, std::size_t offset, std::size_t length) {
    quantize_stochastically(from.subspan(offset, length), to.subspan(offset, length), grid,
                            noise_block_key(noise_key, number));
  });
  return result;
}

}  // namespace imprint
