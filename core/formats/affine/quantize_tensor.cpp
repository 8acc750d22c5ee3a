// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/affine/quantize_tensor.h"

#include <ATen/Parallel.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/empty_like.h>

#include <algorithm>
#include <string>

#include "core/base/error.h"
#include "core/formats/affine/quantize_kernels.h"
#include "core/formats/float_tensor.h"
#include "core/formats/range_kernels.h"
#include "core/formats/rounding_noise.h"

namespace imprint {
namespace {

/// round(row, values, out) of each slice values[row], on all threads.
template <class Round>
at::Tensor of_each_row(const at::Tensor& tensor, int bits, const Round& round) {
  require_quantizable(tensor, bits);
  const at::Tensor source = with_rows_outermost(tensor);
  at::Tensor result = at::empty_like(source);
  if (source.numel() == 0) return result;
  const auto from = elements(source);
  const auto to = mutable_elements(result);
  const auto length = static_cast<std::size_t>(source.numel() / source.size(0));
  const auto grain =
      std::max<std::int64_t>(1, tensor_blocks_a_thread * noise_block / static_cast<std::int64_t>(length));
  at::parallel_for(0, source.size(0), grain, [&](std::int64_t begin, std::int64_t end) {
    for (auto row = static_cast<std::size_t>(begin); row < static_cast<std::size_t>(end); ++row)
      round(row, from.subspan(row * length, length), to.subspan(row * length, length));
  });
  return result;
}

}  // namespace

void require_quantizable(const at::Tensor& values, int bits) {
  if (bits < 1 || bits >= full_precision_bits)
    throw InputError("quantizer: bits = " + std::to_string(bits) + ": 1 to 31 are expected");
  require_floats(values);
}

at::Tensor quantized(const at::Tensor& values, FloatRange range, int bits) {
  require_quantizable(values, bits);
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
  return of_each_row(weight, bits, [&](std::size_t, std::span<const float> values, std::span<float> out) {
    quantize(values, out, affine_grid(value_range(values), bits));
  });
}

at::Tensor rows_quantized_stochastically(const at::Tensor& gradient, int bits, std::uint64_t noise_key) {
  return of_each_row(gradient, bits, [&](std::size_t row, std::span<const float> values, std::span<float> out) {
    quantize_stochastically(values, out, affine_grid(value_range(values), bits),
                            noise_block_key(noise_key, static_cast<std::int64_t>(row)));
  });
}

at::Tensor quantized_stochastically(const at::Tensor& gradient, int bits, std::uint64_t noise_key) {
  require_quantizable(gradient, bits);
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
