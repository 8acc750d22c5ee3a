// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/precision_cost.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
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

/// What the layers that a deficit names cost beside what they would as part of the network, by their shares.
struct LayerProducts {
  double planned = 0, at_most = 0, at_least = 0;

  void add(std::int64_t count, double share, StepPrecision own, StepPrecision network, StepPrecision most,
           StepPrecision least) {
    const auto beside = [&](StepPrecision usual) {
      return static_cast<double>(count) * share * static_cast<double>(bit_products(own) - bit_products(usual));
    };
    planned += beside(network);
    at_most += beside(most);
    at_least += beside(least);
  }
};

/// Sums over steps: of the plan, of static precision, and of the schedule's least bits.
struct Products {
  std::int64_t planned = 0, at_most = 0, at_least = 0;  // whole numbers, so that the sums are exact in any order
  LayerProducts layers;

  void add(std::int64_t count, StepPrecision precision, const DeficitSpec* deficit, const PrecisionSpec& spec,
           std::span<const LayerPrecision> exceptions, const ModelMacs* macs) {
    StepPrecision most{spec.max_bits, spec.backward_bits},
        least{std::min(spec.min_bits, spec.max_bits), precision.backward_bits};
    if (deficit != nullptr) {
      most = {precision.forward_bits, deficit->backward_bits > 0 ? deficit->backward_bits : spec.backward_bits};
      least = precision;
    }
    planned += count * bit_products(precision);
    at_most += count * bit_products(most);
    at_least += count * bit_products(least);
    if (macs == nullptr) return;
    for (const auto& [layer, own] : exceptions) layers.add(count, macs->share(layer), own, precision, most, least);
  }
};

double relative(std::int64_t products, double layers, std::int64_t steps) {
  return (static_cast<double>(products) + layers) / static_cast<double>(steps) / full_precision_products;
}

}  // namespace

double relative_step_cost(StepPrecision precision) {
  return static_cast<double>(bit_products(precision)) / full_precision_products;
}

double step_bit_operations(StepPrecision precision, double macs_of_batch) {
  return macs_of_batch * static_cast<double>(bit_products(precision));
}

PlanCost plan_cost(std::span<const StepPrecision> steps, std::int64_t stride, const PrecisionPlan& plan,
                   const PrecisionSpec& spec, const ModelMacs* macs) {
  const std::int64_t total_steps = plan.length().total_steps;
  PlanCost cost;
  Products sums;
  std::int64_t bits = 0;
  std::array<std::int64_t, 33> steps_at{};
  std::int64_t begin = 0;
  for (const StepPrecision precision : steps) {
    const std::int64_t count = std::min(stride, total_steps - begin);
    const DeficitSpec* deficit = plan.network_deficit_at(begin);
    const auto exceptions = macs == nullptr ? std::vector<LayerPrecision>() : plan.exceptions_at(begin);
    sums.add(count, precision, deficit, spec, exceptions, macs);
    begin += count;
    bits += count * precision.forward_bits;
    steps_at.at(static_cast<std::size_t>(precision.forward_bits)) += count;
    if (deficit != nullptr || !exceptions.empty()) cost.deficit_steps += count;
  }
  for (int width = 0; width <= 32; ++width)
    if (steps_at[static_cast<std::size_t>(width)] > 0)
      cost.steps_at_bits[width] = steps_at[static_cast<std::size_t>(width)];
  cost.mean_forward_bits = static_cast<double>(bits) / static_cast<double>(total_steps);
  cost.relative_cost = relative(sums.planned, sums.layers.planned, total_steps);
  cost.static_relative_cost = relative(sums.at_most, sums.layers.at_most, total_steps);
  cost.lowest_relative_cost = relative(sums.at_least, sums.layers.at_least, total_steps);
  cost.saving = 1 - cost.relative_cost / cost.static_relative_cost;
  return cost;
}

PlanCost plan_cost(const PrecisionPlan& plan, const PrecisionSpec& spec, const ModelMacs* macs) {
  const std::int64_t total = plan.schedule().total_steps();
  std::vector<StepPrecision> steps;
  steps.reserve(static_cast<std::size_t>(total));
  for (std::int64_t step = 0; step < total; ++step) steps.push_back(plan.at(step));
  return plan_cost(steps, 1, plan, spec, macs);
}

double saved_share(const PlanCost& cost) {
  const double possible = cost.static_relative_cost - cost.lowest_relative_cost;
  if (!(possible > 0)) return std::numeric_limits<double>::quiet_NaN();
  return (cost.static_relative_cost - cost.relative_cost) / possible;
}

std::string cost_group(const PlanCost& cost) {
  const double share = saved_share(cost);
  if (std::isnan(share)) return {};
  if (share > 0.69) return "large";
  return share > 0.39 ? "medium" : "small";
}

}  // namespace imprint
