// SPDX-License-Identifier: GPL-3.0-or-later
// What low precision costs, counted from the bits (Wolfe & Kyrillidis; CPT's BitOPs).
//
//   products of a step       w a + (w + a) g                 w weight, a activation, g gradient bits, with a
//                                                            block's scale shared among its values; with forward
//                                                            bits q = w = a the papers' q^2 + 2 q g
//   relative cost of a step  products / (3 * 32^2)           32-bit training = 1
//   BitOPs of a step         MACs of the batch * products
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>

#include "core/results/model_macs.h"
#include "core/schedule/precision_plan.h"

namespace imprint {

double relative_step_cost(const LayerPrecision& precision);
double step_bit_operations(const LayerPrecision& precision, double macs_of_batch);

/// What a whole plan costs, and what it is measured against. A step whose bits a precision deficit decides costs the
/// same on every side: the deficit is no saving of the schedule, so lowest <= relative cost always.
struct PlanCost {
  double mean_forward_bits = 0;               // of weights and activations together
  double relative_cost = 0;                   // mean of relative_step_cost; 32-bit training = 1
  double static_relative_cost = 0;            // the same with (max_bits, backward_bits) in place of the schedule
  double lowest_relative_cost = 0;            // the same with min_bits forward, gradients as planned
  double saving = 0;                          // 1 - relative / static
  std::int64_t deficit_steps = 0;             // in which a deficit decides bits, with macs of single layers too
  std::map<int, std::int64_t> steps_at_bits;  // by the bits of the activations
};
/// With `macs`, layers that the spec or a deficit names count by their shares; without, as the rest of the network.
PlanCost plan_cost(const PrecisionPlan& plan, const PrecisionSpec& spec, const ModelMacs* macs = nullptr);

/// The same from `steps`, the plan evaluated at every `stride`-th step, each counted for the steps up to the next one.
/// Exact for a stride of 1.
PlanCost plan_cost(std::span<const LayerPrecision> steps, std::int64_t stride, const PrecisionPlan& plan,
                   const PrecisionSpec& spec, const ModelMacs* macs = nullptr);

/// The share of the possible saving (static at min_bits) that the plan makes: at most 1, negative for a plan that costs
/// more than static. NaN when nothing could be saved.
double saved_share(const PlanCost& cost);

/// "large", "medium" or "small" by saved_share: above
/// 0.69 as RR and RTH do (0.85 at 3-8 bits), above 0.39 as LR LT CR CT ETV RTV (0.50 to 0.53), or less as ER and ETH
/// (0.25): bounds half way between the groups of the paper. Empty when nothing could be saved.
std::string cost_group(const PlanCost& cost);

}  // namespace imprint
