// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/execution/executor.h"

namespace imprint {

/// Formats whose blocks lie along the summed index of each product, so that an operand is rounded once for every
/// product in which it stands; values of the formats, products in fp32.
///   output     x and W along the inputs (of a convolution the channels of a pixel)
///   by input   g and W along the outputs
///   by weight  g and x along the samples
/// Operands of other formats are rounded once, as the simulation does. Source: OCP microscaling formats 1.0; B. Rouhani
/// et al., arXiv 2310.10537, section 3.
class BlockExecutor : public Executor {
 public:
  const char* name() const override { return "blocks"; }
  /// Tapped products go to the simulation, whose forward values are the same.
  bool can(const LayerProduct& product) const override;
  std::shared_ptr<const PreparedWeight> prepare(const LayerProduct& product) const override;
  ProductResult run(const LayerProduct& product) const override;
};

}  // namespace imprint
