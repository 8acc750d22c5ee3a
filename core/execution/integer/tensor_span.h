// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <span>

namespace imprint {

/// The elements of a dense tensor, in the order of memory.
template <class Value>
std::span<const Value> span_of(const at::Tensor& tensor) {
  return {tensor.data_ptr<Value>(), static_cast<std::size_t>(tensor.numel())};
}

template <class Value>
std::span<Value> mutable_span_of(at::Tensor& tensor) {
  return {tensor.data_ptr<Value>(), static_cast<std::size_t>(tensor.numel())};
}

}  // namespace imprint
