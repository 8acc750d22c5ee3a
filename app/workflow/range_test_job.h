// SPDX-License-Identifier: GPL-3.0-or-later
// CPT's precision range test as a job: short training at rising precision. No torch in this header.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/base/cancellation.h"
#include "core/schedule/range_test.h"
#include "core/spec/experiment_spec.h"

namespace imprint {

/// One training step of the test.
struct RangeTestStep {
  std::int64_t step = 0;  // steps done, over all precisions
  std::int64_t total_steps = 0;
  int bits = 0;
  double loss = 0;
  double accuracy = 0;  // of the batch
};

struct RangeTestResult {
  ExperimentSpec spec;
  std::vector<RangeTestStep> steps;
  std::vector<PrecisionGain> gains;
  BoundsProposal proposal;
  double wall_seconds = 0;
};

/// The same from the steps alone: what the test says after as many precisions as are complete.
std::vector<PrecisionGain> gains_so_far(const std::vector<RangeTestStep>& steps, const RangeTestSpec& test);

/// Trains spec.model on spec.dataset at a constant learning rate, `range_test.iterations` steps at each precision,
/// without deficits, gradients at `precision.backward_bits`. `on_step` is called after each step, on this thread. A
/// precision that diverges counts as one that does not learn: its further batches have the accuracy of chance.
/// Throws InputError for a bad spec or bad data, CancelledError.
RangeTestResult run_range_test(const ExperimentSpec& spec, const CancellationToken& token,
                               const std::function<void(const RangeTestStep&)>& on_step);

}  // namespace imprint
