// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/execution/executor.h"

namespace imprint {

/// Codes of CPT's grid of up to 8 bits, multiplied as integers where the processor has multipliers for them: exact, and
/// several times faster than fp32. Products too small to gain by it are taken only when it is asked for by name.
/// Differs from the simulation by the rounding of fp32 sums alone. Products that are tapped, or go without a rounded
/// gradient, are not taken: their graph must hold the values.
class IntegerExecutor : public Executor {
 public:
  const char* name() const override { return "integer"; }
  bool can(const LayerProduct& product) const override;
  std::shared_ptr<const PreparedWeight> prepare(const LayerProduct& product) const override;
  ProductResult run(const LayerProduct& product) const override;
};

}  // namespace imprint
