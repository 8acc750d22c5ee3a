// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/execution/blocks/block_executor.h"

#include <ATen/core/Tensor.h>

#include "core/execution/blocks/block_product.h"

namespace imprint {
namespace {

struct WeightInBlocks : PreparedWeight {
  explicit WeightInBlocks(at::Tensor rounded) : values(std::move(rounded)) {}
  at::Tensor values;  // for the output
};

}  // namespace

bool BlockExecutor::can(const LayerProduct& product) const {
  const LayerPrecision& precision = product.precision;
  return !product.is_tapped &&
         (has_blocks(precision.weight) || has_blocks(precision.activation) || has_blocks(precision.gradient));
}

std::shared_ptr<const PreparedWeight> BlockExecutor::prepare(const LayerProduct& product) const {
  return std::make_shared<WeightInBlocks>(weight_for_output(product));
}

ProductResult BlockExecutor::run(const LayerProduct& product) const {
  const auto prepared = product.prepared ? product.prepared : prepare(product);
  return {{}, block_product(product, static_cast<const WeightInBlocks&>(*prepared).values)};
}

}  // namespace imprint
