// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/execution/integer/integer_executor.h"

#include <ATen/core/Tensor.h>
#include <ATen/core/grad_mode.h>

#include "core/execution/integer/convolution_on_codes.h"
#include "core/execution/integer/linear_on_codes.h"
#include "core/execution/integer/prepared_codes.h"
#include "core/kernels/integer_product.h"

namespace imprint {
namespace {

bool has_codes(NumberFormat format) {
  return format.family == FormatFamily::affine && format.bits >= 1 && format.bits <= 8;
}

/// The backward products are differentiated no further where the gradient is rounded.
bool gradient_fits(const LayerProduct& product) {
  return has_codes(product.precision.gradient) || !at::GradMode::is_enabled();
}

bool scales_fit(const Granularities& granularities) {
  return is_constant_along_columns(granularities.input, false) && is_constant_along_rows(granularities.weight, true);
}

bool fits(const LayerProduct& product) {
  constexpr std::int64_t longest_sum = 65'000;  // of a convolution: its integers have 32 bits
  if (!product.convolution) return scales_fit(product.granularities);
  const bool has_groups = product.input.size(1) != product.weight.size(1);
  return !has_groups && product.granularities == Granularities() && product.weight[0].numel() <= longest_sum;
}

/// Smaller products save less than their codes cost (measured with AVX-512 VNNI on one and two cores).
bool pays(const LayerProduct& product) {
  constexpr std::int64_t shortest_sum = 128, fewest_weights = 1 << 18;
  if (product.convolution) return product.weight[0].numel() >= shortest_sum;
  return product.weight.numel() >= fewest_weights;
}

}  // namespace

bool IntegerExecutor::can(const LayerProduct& product) const {
  const LayerPrecision& precision = product.precision;
  return !product.is_tapped && product.strength == 1 && product.weight.is_cpu() && has_codes(precision.weight) &&
         has_codes(precision.activation) && gradient_fits(product) && fits(product) &&
         (pays(product) || product.choice.name == name()) && has_integer_multipliers();
}

std::shared_ptr<const PreparedWeight> IntegerExecutor::prepare(const LayerProduct& product) const {
  if (product.convolution) return std::make_shared<PreparedFilters>(product);
  return std::make_shared<PreparedCodes>(product);
}

ProductResult IntegerExecutor::run(const LayerProduct& product) const {
  const auto prepared = product.prepared ? product.prepared : prepare(product);
  if (product.convolution)
    return {{}, convolution_on_codes(product, std::static_pointer_cast<const PreparedFilters>(prepared))};
  return {{}, linear_on_codes(product, std::static_pointer_cast<const PreparedCodes>(prepared))};
}

}  // namespace imprint
