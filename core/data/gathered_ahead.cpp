// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/gathered_ahead.h"

#include <utility>

namespace imprint {

GatheredAhead::GatheredAhead(const Dataset& dataset, std::unique_ptr<BatchPlan> plan, std::int64_t end)
    : dataset_(dataset), plan_(std::move(plan)), end_(end) {}

Batch GatheredAhead::at(std::int64_t step) {
  if (!dataset_.is_slow()) return gathered(plan_->at(step));
  if (begun_step_ != step || !begun_.valid()) begin(step);
  Batch batch = begun_.get();
  if (step + 1 < end_) begin(step + 1);
  return batch;
}

Batch GatheredAhead::gathered(const BatchSamples& chosen) const {
  Batch batch = dataset_.gather(chosen.samples);
  batch.continues = chosen.continues;
  return batch;
}

/// Plans are asked on the caller's thread alone.
void GatheredAhead::begin(std::int64_t step) {
  begun_step_ = step;
  begun_ = std::async(std::launch::async, [this, chosen = plan_->at(step)] { return gathered(chosen); });
}

}  // namespace imprint
