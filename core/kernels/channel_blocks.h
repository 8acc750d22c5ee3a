// SPDX-License-Identifier: GPL-3.0-or-later
// A channels-last tensor as blocks of pixels that are worked on by all intra-op threads. The blocks depend on
// the tensor's size alone, so what is computed a block has the same bits on any number of threads.
#pragma once

#include <ATen/Parallel.h>
#include <ATen/core/Tensor.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/kernels/normalise_kernels.h"

namespace imprint {

/// The floats of a dense tensor in memory order; none of an undefined one.
inline std::span<const float> floats_of(const at::Tensor& x) {
  if (!x.defined()) return {};
  return {x.data_ptr<float>(), static_cast<std::size_t>(x.numel())};
}
inline std::span<float> mutable_floats_of(const at::Tensor& x) {
  return {x.data_ptr<float>(), static_cast<std::size_t>(x.numel())};
}

/// Elements [begin, begin + length) of a tensor.
struct Block {
  std::size_t number = 0;
  std::size_t begin = 0;
  std::size_t length = 0;

  template <class Element>
  std::span<Element> of(std::span<Element> whole) const {
    return whole.subspan(begin, length);
  }
};

/// The blocks' sums added up in their order.
inline ChannelSums joined(const std::vector<ChannelSums>& blocks, std::size_t channels) {
  ChannelSums result{std::vector<double>(channels), std::vector<double>(channels)};
  for (const ChannelSums& block : blocks) {
    for (std::size_t c = 0; c < channels; ++c) {
      result.first[c] += block.first[c];
      result.second[c] += block.second[c];
    }
  }
  return result;
}

class ChannelBlocks {
 public:
  ChannelBlocks(std::size_t elements, std::size_t channels) : elements_(elements) {
    const std::size_t period = ChannelTable::period(channels);
    length_ = period * std::max<std::size_t>(1, target_length / period);
  }

  std::size_t count() const { return (elements_ + length_ - 1) / length_; }

  /// Calls visit(block) for every block, on all threads.
  template <class Visit>
  void for_each(const Visit& visit) const {
    const auto visit_all = [&](std::int64_t begin, std::int64_t end) {
      for (auto number = static_cast<std::size_t>(begin); number < static_cast<std::size_t>(end); ++number) {
        const std::size_t offset = number * length_;
        visit(Block{number, offset, std::min(length_, elements_ - offset)});
      }
    };
    at::parallel_for(0, static_cast<std::int64_t>(count()), blocks_a_thread, visit_all);
  }

 private:
  // Three blocks of floats fit a second-level cache of 256 KiB; less than two are not worth waking a thread.
  static constexpr std::size_t target_length = 16384;
  static constexpr std::int64_t blocks_a_thread = 2;

  std::size_t elements_;
  std::size_t length_;
};

}  // namespace imprint
