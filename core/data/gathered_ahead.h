// SPDX-License-Identifier: GPL-3.0-or-later
// The batches of a plan, the next one gathered while the last one is worked on, where gathering takes long.
#pragma once

#include <cstdint>
#include <future>
#include <limits>
#include <memory>

#include "core/data/dataset.h"

namespace imprint {

class GatheredAhead {
 public:
  /// `dataset` must outlive this. From the step `end` on no batch will be asked for.
  GatheredAhead(const Dataset& dataset, std::unique_ptr<BatchPlan> plan,
                std::int64_t end = std::numeric_limits<std::int64_t>::max());

  const BatchPlan& plan() const { return *plan_; }
  /// The batch of a step, without delay where it is the one after the last. Throws as Dataset::gather.
  Batch at(std::int64_t step);

 private:
  Batch gathered(const BatchSamples& chosen) const;
  void begin(std::int64_t step);

  const Dataset& dataset_;
  std::unique_ptr<BatchPlan> plan_;
  std::int64_t end_;
  std::int64_t begun_step_ = -1;
  std::future<Batch> begun_;  // its destructor waits
};

}  // namespace imprint
