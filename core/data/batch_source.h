// SPDX-License-Identifier: GPL-3.0-or-later
// The batches of a training run as a pure function of (seed, step): the samples that the dataset's plan takes
// (batch_plan.h), struck by the step's data deficits in the order of the spec.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "core/data/gathered_ahead.h"
#include "core/results/run_records.h"
#include "core/spec/experiment_spec.h"

namespace imprint {

class BatchSource {
 public:
  /// `windows[i]` are the steps of `deficits[i]`; only data deficits act here (deficits/data_deficit.h). `dataset` must
  /// outlive the source. Throws InputError for a batch size below 1, an empty set, or windows that do not match the
  /// deficits in number.
  BatchSource(const Dataset& dataset, const BatchOptions& options, std::vector<DeficitSpec> deficits = {},
              std::vector<StepWindow> windows = {});

  std::int64_t steps_per_epoch() const { return batches_->plan().steps_per_epoch(); }
  Batch at(std::int64_t step);

 private:
  const Dataset& dataset_;
  std::uint64_t seed_;
  std::vector<DeficitSpec> deficits_;
  std::vector<StepWindow> windows_;
  std::unique_ptr<GatheredAhead> batches_;
};

}  // namespace imprint
