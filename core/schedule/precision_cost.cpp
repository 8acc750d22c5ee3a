// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/precision_cost.h"

#include <algorithm>
#include <array>
#include <vector>

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

PlanCost plan_cost(std::span<const StepPrecision> steps, std::int64_t stride, std::int64_t total_steps,
                   const PrecisionSpec& spec) {
  PlanCost cost;
  std::int64_t products = 0;  // whole numbers, so that the sum is exact in any order
  std::int64_t bits = 0;
  std::array<std::int64_t, 33> steps_at{};
  std::int64_t begin = 0;
  for (const StepPrecision precision : steps) {
    const std::int64_t count = std::min(stride, total_steps - begin);
    begin += count;
    products += count * bit_products(precision);
    bits += count * precision.forward_bits;
    steps_at.at(static_cast<std::size_t>(precision.forward_bits)) += count;
  }
  for (int width = 0; width <= 32; ++width)
    if (steps_at[static_cast<std::size_t>(width)] > 0) cost.steps_at_bits[width] = steps_at[static_cast<std::size_t>(width)];
  const double count = static_cast<double>(total_steps);
  cost.mean_forward_bits = static_cast<double>(bits) / count;
  cost.relative_cost = static_cast<double>(products) / count / full_precision_products;
  cost.static_relative_cost = relative_step_cost({spec.max_bits, spec.backward_bits});
  cost.lowest_relative_cost = relative_step_cost({spec.min_bits, spec.backward_bits});
  cost.saving = 1 - cost.relative_cost / cost.static_relative_cost;
  return cost;
}

PlanCost plan_cost(const PrecisionPlan& plan, const PrecisionSpec& spec) {
  const std::int64_t total = plan.schedule().total_steps();
  std::vector<StepPrecision> steps;
  steps.reserve(static_cast<std::size_t>(total));
  for (std::int64_t step = 0; step < total; ++step) steps.push_back(plan.at(step));
  return plan_cost(steps, 1, total, spec);
}

std::string cost_group(const PlanCost& cost) {
  const double possible = cost.static_relative_cost - cost.lowest_relative_cost;
  if (!(possible > 0)) return {};
  const double share = (cost.static_relative_cost - cost.relative_cost) / possible;
  if (share > 0.69) return "large";
  return share > 0.39 ? "medium" : "small";
}

}  // namespace imprint
