// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/float_tensor.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/empty_like.h>

#include <vector>

#include "core/base/error.h"
#include "core/formats/range_kernels.h"

namespace imprint {

void require_floats(const at::Tensor& values) {
  if (values.scalar_type() != at::kFloat || !values.device().is_cpu())
    throw InputError("quantizer: a float tensor on the CPU is expected, not " + values.toString());
}

at::Tensor dense(const at::Tensor& values) {
  return values.is_non_overlapping_and_dense() ? values : values.contiguous();
}

std::span<const float> elements(const at::Tensor& values) {
  return {values.data_ptr<float>(), static_cast<std::size_t>(values.numel())};
}

std::span<float> mutable_elements(at::Tensor& values) {
  return {values.data_ptr<float>(), static_cast<std::size_t>(values.numel())};
}

FloatRange range_of(std::span<const float> values) {
  const auto count = static_cast<std::int64_t>(values.size());
  if (count <= noise_block) return value_range(values);
  std::vector<FloatRange> ranges(static_cast<std::size_t>((count + noise_block - 1) / noise_block));
  for_each_block(count, [&](std::int64_t number, std::size_t offset, std::size_t length) {
    ranges[static_cast<std::size_t>(number)] = value_range(values.subspan(offset, length));
  });
  FloatRange whole = ranges[0];
  for (const FloatRange& range : ranges) whole = merged(whole, range);
  return whole;
}

FloatRange tensor_range(const at::Tensor& values) {
  require_floats(values);
  const at::Tensor source = dense(values);
  return range_of(elements(source));
}

at::Tensor rounding_noise_of(const at::Tensor& values, std::uint64_t noise_key, Granularity granularity) {
  const bool by_row = granularity != Granularity::tensor && values.numel() > 0;
  at::Tensor noise = at::empty_like(by_row ? with_rows_outermost(values) : dense(values));
  const auto to = mutable_elements(noise);
  const std::int64_t length = by_row ? noise.numel() / noise.size(0) : noise_block;
  for (std::int64_t i = 0; i < noise.numel(); ++i)
    to[static_cast<std::size_t>(i)] =
        rounding_noise(noise_block_key(noise_key, i / length), static_cast<std::uint32_t>(i % length));
  return noise;
}

at::Tensor with_rows_outermost(const at::Tensor& values) {
  const bool is_so = values.dim() > 0 && values.size(0) > 0 && values.is_non_overlapping_and_dense() &&
                     values.stride(0) * values.size(0) == values.numel();
  return is_so ? values : values.contiguous();
}

}  // namespace imprint
