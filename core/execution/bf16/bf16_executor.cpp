// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/execution/bf16/bf16_executor.h"

#include <ATen/core/Tensor.h>
#include <ATen/core/grad_mode.h>

#include "core/execution/bf16/bf16_product.h"
#include "core/kernels/low_precision_convolution.h"

namespace imprint {
namespace {

struct WeightInBf16 : PreparedWeight {
  explicit WeightInBf16(at::Tensor weight) : values(std::move(weight)) {}
  at::Tensor values;
};

/// Of smaller matrices LibTorch takes products by itself, and sums them in bf16.
bool is_summed_in_fp32(const LayerProduct& product) {
  constexpr std::int64_t fewest_weights = 1 << 13;
  return product.convolution.has_value() || product.weight.numel() >= fewest_weights;
}

}  // namespace

bool Bf16Executor::can(const LayerProduct& product) const {
  return product.working == bf16_format && is_full_precision(product.precision) && !product.is_tapped &&
         product.weight.is_cpu() && is_summed_in_fp32(product) && has_bf16_multipliers();
}

std::shared_ptr<const PreparedWeight> Bf16Executor::prepare(const LayerProduct& product) const {
  const at::NoGradGuard no_graph;
  return std::make_shared<WeightInBf16>(product.weight.to(at::kBFloat16));
}

ProductResult Bf16Executor::run(const LayerProduct& product) const {
  const auto prepared = product.prepared ? product.prepared : prepare(product);
  return {.operand = {},
          .output = bf16_product(product, static_cast<const WeightInBf16&>(*prepared).values),
          .is_held = true};
}

}  // namespace imprint
