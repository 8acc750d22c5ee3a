// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/execution/executor.h"

namespace imprint {

/// Products of operands that a network holds in bf16, on the processor's own bf16 multipliers: sums in fp32, results
/// rounded once. Where the simulation sums in another order a result may be the neighbour in bf16, a relative 2^-8
/// away; a sum of terms that cancel may be off by as much of their largest partial sum in fp32, 2^-24. Operands are
/// kept for the way back as bf16, in half the memory.
class Bf16Executor : public Executor {
 public:
  const char* name() const override { return "bf16"; }
  bool can(const LayerProduct& product) const override;
  std::shared_ptr<const PreparedWeight> prepare(const LayerProduct& product) const override;
  ProductResult run(const LayerProduct& product) const override;
};

}  // namespace imprint
