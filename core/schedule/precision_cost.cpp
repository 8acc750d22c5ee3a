// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/precision_cost.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

namespace imprint {
namespace {

/// w a + (w + a) g: bit operations of a multiply-accumulate, forward and the two products of the backward pass. In
/// sixteenths, since a value can have quarters of a bit (its share of a block's scale).
std::int64_t bit_products(const LayerPrecision& precision) {
  const std::int64_t w = quarter_bits(precision.weight), a = quarter_bits(precision.activation),
                     g = quarter_bits(precision.gradient);
  return w * a + (w + a) * g;
}

constexpr double sixteenths = 16, full_precision_products = sixteenths * 3 * 32 * 32;

/// A step as planned, and what it is measured against.
struct Alternatives {
  LayerPrecision planned, at_most, at_least;
};

/// Finds the alternatives of a step, of the network and of single layers. Outside deficits they are always the same.
class AlternativesOf {
 public:
  AlternativesOf(const PrecisionPlan& plan, const PrecisionSpec& spec)
      : plan_(plan),
        most_{spec.max_bits, spec.backward_bits},
        least_{std::min(spec.min_bits, spec.max_bits), spec.backward_bits},
        at_most_(plan.base().of(most_)),
        at_least_(plan.base().of(least_)) {}

  Alternatives network(std::int64_t step, const LayerPrecision& planned, bool struck) const {
    return with_gradient(planned, struck ? plan_.with(most_, step) : at_most_,
                         struck ? plan_.with(least_, step) : at_least_);
  }

  Alternatives layer(std::int64_t step, const std::string& layer) const {
    return with_gradient(plan_.at(step, layer), plan_.with(most_, step, &layer), plan_.with(least_, step, &layer));
  }

 private:
  static Alternatives with_gradient(const LayerPrecision& planned, LayerPrecision at_most, LayerPrecision at_least) {
    at_least.gradient = planned.gradient;
    return {planned, at_most, at_least};
  }

  const PrecisionPlan& plan_;
  ScheduledBits most_, least_;
  LayerPrecision at_most_, at_least_;
};

/// Sums over steps: of the plan, of static precision, and of the schedule's least bits.
struct Products {
  std::int64_t planned = 0, at_most = 0, at_least = 0;  // whole numbers, so that the sums are exact in any order

  void add(std::int64_t count, const Alternatives& step) {
    planned += count * bit_products(step.planned);
    at_most += count * bit_products(step.at_most);
    at_least += count * bit_products(step.at_least);
  }
};

/// What named layers cost beside what they would as part of the network, by their shares.
struct LayerProducts {
  double planned = 0, at_most = 0, at_least = 0;

  void add(double weight, const Alternatives& own, const Alternatives& network) {
    const auto beside = [&](const LayerPrecision& mine, const LayerPrecision& usual) {
      return weight * static_cast<double>(bit_products(mine) - bit_products(usual));
    };
    planned += beside(own.planned, network.planned);
    at_most += beside(own.at_most, network.at_most);
    at_least += beside(own.at_least, network.at_least);
  }
};

/// Adds the layers of a step; whether a deficit decides bits of one.
bool add_layers(LayerProducts& sums, std::int64_t step, std::int64_t count, const Alternatives& network,
                const AlternativesOf& alternatives, const PrecisionPlan& plan, const ModelMacs& macs) {
  bool struck = false;
  if (plan.base().layers().empty() && !plan.in_deficit(step)) return struck;
  for (const std::string& layer : plan.named_layers()) {
    const Alternatives own = alternatives.layer(step, layer);
    sums.add(static_cast<double>(count) * macs.share(layer), own, network);
    struck = struck || (plan.deficit_at(step, &layer) != nullptr && own.planned != network.planned);
  }
  return struck;
}

double relative(std::int64_t products, double layers, std::int64_t steps) {
  return (static_cast<double>(products) + layers) / static_cast<double>(steps) / full_precision_products;
}

}  // namespace

double relative_step_cost(const LayerPrecision& precision) {
  return static_cast<double>(bit_products(precision)) / full_precision_products;
}

double step_bit_operations(const LayerPrecision& precision, double macs_of_batch) {
  return macs_of_batch * static_cast<double>(bit_products(precision)) / sixteenths;
}

PlanCost plan_cost(std::span<const LayerPrecision> steps, std::int64_t stride, const PrecisionPlan& plan,
                   const PrecisionSpec& spec, const ModelMacs* macs) {
  const std::int64_t total_steps = plan.length().total_steps;
  const AlternativesOf alternatives(plan, spec);
  PlanCost cost;
  Products sums;
  LayerProducts layers;
  std::int64_t bits = 0;  // of weights and of activations
  std::array<std::int64_t, 33> steps_at{};
  std::int64_t begin = 0;
  for (const LayerPrecision& precision : steps) {
    const std::int64_t count = std::min(stride, total_steps - begin);
    bool struck = plan.deficit_at(begin) != nullptr;
    const Alternatives network = alternatives.network(begin, precision, struck);
    sums.add(count, network);
    if (macs != nullptr) struck = add_layers(layers, begin, count, network, alternatives, plan, *macs) || struck;
    begin += count;
    bits += count * (precision.weight.bits + precision.activation.bits);
    steps_at.at(static_cast<std::size_t>(precision.activation.bits)) += count;
    if (struck) cost.deficit_steps += count;
  }
  for (int width = 0; width <= 32; ++width)
    if (steps_at[static_cast<std::size_t>(width)] > 0)
      cost.steps_at_bits[width] = steps_at[static_cast<std::size_t>(width)];
  cost.mean_forward_bits = static_cast<double>(bits) / 2 / static_cast<double>(total_steps);
  cost.relative_cost = relative(sums.planned, layers.planned, total_steps);
  cost.static_relative_cost = relative(sums.at_most, layers.at_most, total_steps);
  cost.lowest_relative_cost = relative(sums.at_least, layers.at_least, total_steps);
  cost.saving = 1 - cost.relative_cost / cost.static_relative_cost;
  return cost;
}

PlanCost plan_cost(const PrecisionPlan& plan, const PrecisionSpec& spec, const ModelMacs* macs) {
  const std::int64_t total = plan.schedule().total_steps();
  std::vector<LayerPrecision> steps;
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
