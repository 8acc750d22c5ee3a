// SPDX-License-Identifier: GPL-3.0-or-later
// What a run costs up to each of its steps, counted from the bits of every layer and the samples of every batch.
// Trainer, command line and studio count with it.
//
//   BitOPs of a step         sum over layers of MACs * samples of the batch * products     precision_cost.h
//   relative cost of a step  sum over layers of share of the MACs * products / (3 * 32^2)
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/results/model_macs.h"
#include "core/schedule/precision_plan.h"
#include "core/spec/batch_sizes.h"

namespace imprint {

/// Throws InputError that names the nearest when the spec or a deficit names a layer that `model` does not have.
void require_known_layers(const PrecisionPlan& plan, const ModelMacs& macs, const std::string& model);

/// Builds the model of a spec to count; may throw InputError.
using MacsOfModel = std::function<ModelMacs(const ExperimentSpec&)>;

class RunCost {
 public:
  /// Precondition: require_known_layers.
  RunCost(const PrecisionPlan& plan, const ModelMacs& macs, const BatchSizes& batches);

  /// Mean over the first `steps` steps; 32-bit training = 1. 0 for none.
  double relative(std::int64_t steps) const;
  /// Total of the first `steps` steps, in BitOPs.
  double bit_operations(std::int64_t steps) const { return bit_operations_[static_cast<std::size_t>(steps)]; }

 private:
  std::vector<double> costs_, bit_operations_;  // element n: the sum over the first n steps
};

}  // namespace imprint
