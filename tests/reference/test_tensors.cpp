// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/reference/test_tensors.h"

#include <ATen/Parallel.h>
#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/empty.h>

#include "core/base/random_stream.h"
#include "tests/reference/slow_quantizer.h"

namespace imprint::test {

at::Tensor normal_tensor(at::IntArrayRef sizes, std::uint64_t seed) {
  at::Tensor result = at::empty(sizes, at::kFloat);
  RandomStream stream(seed, StreamPurpose::synthetic_data);
  for (std::int64_t i = 0; i < result.numel(); ++i) {
    result.data_ptr<float>()[i] = static_cast<float>(stream.normal());
  }
  return result;
}

at::Tensor normal_images(at::IntArrayRef sizes, std::uint64_t seed) {
  return normal_tensor(sizes, seed).contiguous(at::MemoryFormat::ChannelsLast);
}

at::Tensor random_labels(std::int64_t count, std::int64_t classes, std::uint64_t seed) {
  at::Tensor result = at::empty({count}, at::kLong);
  RandomStream stream(seed, StreamPurpose::synthetic_data, 1);
  for (std::int64_t i = 0; i < count; ++i) {
    result.data_ptr<std::int64_t>()[i] = static_cast<std::int64_t>(stream.below(static_cast<std::uint64_t>(classes)));
  }
  return result;
}

std::span<const float> memory_of(const at::Tensor& dense) {
  return {dense.data_ptr<float>(), static_cast<std::size_t>(dense.numel())};
}

bool same_values(const at::Tensor& a, const at::Tensor& b) {
  if (a.sizes() != b.sizes()) return false;
  const at::Tensor x = a.detach().contiguous(), y = b.detach().contiguous();
  return same_bits(memory_of(x), memory_of(y));
}

double relative_error(const at::Tensor& a, const at::Tensor& b) {
  const at::Tensor x = a.detach().to(at::kDouble), y = b.detach().to(at::kDouble);
  return (x - y).norm().item<double>() / y.norm().item<double>();
}

ThreadScope::ThreadScope(int threads) : previous_(at::get_num_threads()) { at::set_num_threads(threads); }
ThreadScope::~ThreadScope() { at::set_num_threads(previous_); }

}  // namespace imprint::test
