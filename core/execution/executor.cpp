// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/execution/executor.h"

#include <algorithm>
#include <array>

#include "core/execution/bf16/bf16_executor.h"
#include "core/execution/blocks/block_executor.h"
#include "core/execution/integer/integer_executor.h"
#include "core/execution/simulated/simulated_executor.h"

namespace imprint {

std::span<const Executor* const> executors() {
  static const IntegerExecutor integer;
  static const BlockExecutor blocks;
  static const Bf16Executor bf16;
  static const SimulatedExecutor simulated;
  static const std::array<const Executor*, 4> all = {&integer, &blocks, &bf16, &simulated};
  return all;
}

const Executor& executor_for(const LayerProduct& product) {
  const auto candidates = executors();
  const auto last = candidates.end() - 1;
  return **std::find_if(candidates.begin(), last, [&](const Executor* executor) {
    return product.choice.allows(executor->name()) && executor->can(product);
  });
}

}  // namespace imprint
