// SPDX-License-Identifier: GPL-3.0-or-later
// Tensors for tests: drawn from the seed, never from a global generator.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <span>
#include <vector>

namespace imprint::test {

/// Standard normal float values in contiguous memory.
at::Tensor normal_tensor(at::IntArrayRef sizes, std::uint64_t seed);

/// The same as [n, c, h, w] in channels-last memory.
at::Tensor normal_images(at::IntArrayRef sizes, std::uint64_t seed);

/// Labels 0..classes-1.
at::Tensor random_labels(std::int64_t count, std::int64_t classes, std::uint64_t seed);

/// The elements in memory order of a dense float tensor.
std::span<const float> memory_of(const at::Tensor& dense);

/// Same shape and the same bits at each index, whatever the memory formats.
bool same_values(const at::Tensor& a, const at::Tensor& b);

/// ||a - b|| / ||b||, in double.
double relative_error(const at::Tensor& a, const at::Tensor& b);

/// Sets LibTorch's intra-op threads for its lifetime.
class ThreadScope {
 public:
  explicit ThreadScope(int threads);
  ~ThreadScope();
  ThreadScope(const ThreadScope&) = delete;
  ThreadScope& operator=(const ThreadScope&) = delete;

 private:
  int previous_;
};

}  // namespace imprint::test
