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
  require_quantizable(weight, bits);
  // Slice o is one stretch of memory in every dense layout that puts the first dimension outermost.
  const bool sliced = weight.dim() > 0 && weight.size(0) > 0 && weight.is_non_overlapping_and_dense() &&
                      weight.stride(0) * weight.size(0) == weight.numel();
  const at::Tensor source = sliced ? weight : weight.contiguous();
  at::Tensor result = at::empty_like(source);
  if (source.numel() == 0) return result;
  const auto from = elements(source);
  const auto to = mutable_elements(result);
  const auto slice = static_cast<std::size_t>(source.numel() / source.size(0));
  const auto grain = std::max<std::int64_t>(1, tensor_blocks_a_thread * noise_block / static_cast<std::int64_t>(slice));
  at::parallel_for(0, source.size(0), grain, [&](std::int64_t begin, std::int64_t end) {
    for (auto o = static_cast<std::size_t>(begin); o < static_cast<std::size_t>(end); ++o) {
      const auto values = from.subspan(o * slice, slice);
      quantize(values, to.subspan(o * slice, slice), affine_grid(value_range(values), bits));
    }
  });
  return result;
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
