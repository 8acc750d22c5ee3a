// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/run_cost.h"

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/schedule/precision_cost.h"

namespace imprint {

void require_known_layers(const PrecisionPlan& plan, const ModelMacs& macs, const std::string& model) {
  std::vector<std::string> known;
  for (const auto& [layer, count] : macs.layers) known.push_back(layer);
  for (const std::string& layer : plan.named_layers()) {
    if (macs.layers.contains(layer)) continue;
    const std::string near = nearest_name(layer, known);
    const char* field = plan.base().own_bits(layer) != nullptr ? "precision.layers" : "deficit.layers";
    throw InputError(std::string(field) + " names \"" + layer + "\", which " + model +
                     " has not among its quantized layers: " + join_choices(known) +
                     (near.empty() ? "" : "; did you mean " + near + "?"));
  }
}

RunCost::RunCost(const PrecisionPlan& plan, const ModelMacs& macs, const BatchSizes& batches)
    : costs_(1, 0.0), bit_operations_(1, 0.0) {
  for (std::int64_t step = 0; step < plan.length().total_steps; ++step) {
    const NetworkPrecision precision = plan.all_at(step);
    const double batch_macs = static_cast<double>(macs.total) * static_cast<double>(batches.at(step));
    double cost = relative_step_cost(precision.network);
    double operations = step_bit_operations(precision.network, batch_macs);
    for (const auto& [layer, own] : precision.layers) {
      const double share = macs.share(layer);
      cost += share * (relative_step_cost(own) - relative_step_cost(precision.network));
      operations +=
          step_bit_operations(own, share * batch_macs) - step_bit_operations(precision.network, share * batch_macs);
    }
    costs_.push_back(costs_.back() + cost);
    bit_operations_.push_back(bit_operations_.back() + operations);
  }
}

double RunCost::relative(std::int64_t steps) const {
  return steps == 0 ? 0.0 : costs_[static_cast<std::size_t>(steps)] / static_cast<double>(steps);
}

}  // namespace imprint
