// SPDX-License-Identifier: GPL-3.0-or-later
// Pieces of work that threads of their own take one after the other.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace imprint {

/// Calls make()(i) for every i below `count`, on at most so many threads, each with a callable that it made itself.
/// What the first piece that fails has thrown is thrown again when all have ended.
template <class Make>
void share_work(std::int64_t count, int threads, const Make& make) {
  std::atomic<std::int64_t> next = 0;
  std::mutex mutex;
  std::exception_ptr failure;
  std::int64_t failed = count;
  const auto work = [&] {
    auto piece = make();
    for (std::int64_t i = next++; i < count; i = next++) {
      try {
        piece(i);
      } catch (...) {
        const std::scoped_lock lock(mutex);
        if (i < failed) {
          failed = i;
          failure = std::current_exception();
        }
      }
    }
  };
  {
    std::vector<std::jthread> helpers;
    for (std::int64_t i = 1; i < std::min<std::int64_t>(threads, count); ++i) helpers.emplace_back(work);
    work();
  }
  if (failure != nullptr) std::rethrow_exception(failure);
}

}  // namespace imprint
