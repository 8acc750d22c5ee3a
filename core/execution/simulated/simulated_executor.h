// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/execution/executor.h"

namespace imprint {

/// Values of the formats, products in fp32: every operation, format and granularity.
class SimulatedExecutor : public Executor {
 public:
  const char* name() const override { return "simulated"; }
  bool can(const LayerProduct& /*product*/) const override { return true; }
  std::shared_ptr<const PreparedWeight> prepare(const LayerProduct& product) const override;
  ProductResult run(const LayerProduct& product) const override;
};

}  // namespace imprint
