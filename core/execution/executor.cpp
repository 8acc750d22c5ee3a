// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/execution/executor.h"

#include <algorithm>
#include <array>

#include "core/execution/simulated/simulated_executor.h"

namespace imprint {

std::span<const Executor* const> executors() {
  static const SimulatedExecutor simulated;
  static const std::array<const Executor*, 1> all = {&simulated};
  return all;
}

const Executor& executor_for(const LayerProduct& product) {
  const auto able = [&](const Executor* executor) { return executor->can(product); };
  return **std::ranges::find_if(executors(), able);
}

}  // namespace imprint
