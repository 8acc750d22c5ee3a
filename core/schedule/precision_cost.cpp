// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/precision_cost.h"

namespace imprint {
namespace {

/// q^2 + 2 q b: bit operations of a multiply-accumulate, forward and the two products of the backward pass.
std::int64_t bit_products(StepPrecision precision) {
  const std::int64_t q = precision.forward_bits;
  const std::int64_t b = precision.backward_bits;
  return q * q + 2 * q * b;
}

constexpr double full_precision_products = 3.0 * 32 * 32;

}  // namespace

double relative_step_cost(StepPrecision precision) {
  return static_cast<double>(bit_products(precision)) / full_precision_products;
}

double step_bit_operations(StepPrecision precision, double macs_of_batch) {
  return macs_of_batch * static_cast<double>(bit_products(precision));
}

PlanCost plan_cost(const PrecisionPlan& plan, const PrecisionSpec& spec) {
  PlanCost cost;
  std::int64_t products = 0;  // whole numbers, so that the sum is exact in any order
  std::int64_t bits = 0;
  const std::int64_t steps = plan.schedule().total_steps();
  for (std::int64_t step = 0; step < steps; ++step) {
    const StepPrecision precision = plan.at(step);
    products += bit_products(precision);
    bits += precision.forward_bits;
    ++cost.steps_at_bits[precision.forward_bits];
  }
  const double count = static_cast<double>(steps);
  cost.mean_forward_bits = static_cast<double>(bits) / count;
  cost.relative_cost = static_cast<double>(products) / count / full_precision_products;
  cost.static_relative_cost = relative_step_cost({spec.max_bits, spec.backward_bits});
  cost.lowest_relative_cost = relative_step_cost({spec.min_bits, spec.backward_bits});
  cost.saving = 1 - cost.relative_cost / cost.static_relative_cost;
  return cost;
}

std::string cost_group(const PlanCost& cost) {
  const double possible = cost.static_relative_cost - cost.lowest_relative_cost;
  if (!(possible > 0)) return {};
  const double share = (cost.static_relative_cost - cost.relative_cost) / possible;
  if (share > 0.69) return "large";
  return share > 0.39 ? "medium" : "small";
}

}  // namespace imprint
