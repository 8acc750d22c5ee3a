// SPDX-License-Identifier: GPL-3.0-or-later
// The precision range test of CPT (Fu et al., ICLR 2021, arXiv 2101.09868, section 3.3): precision rises from the
// lowest on, and the first one whose training accuracy gains is the lower bound of the cycles.
//
//   A(q) = mean training accuracy over the last `window` steps at q bits,   gain(q) = A(q) - A(before)
//
// The first precision is compared with the accuracy of the first `window` steps, before anything is learnt. q_min is
// the first q with gain > threshold. The paper publishes neither threshold nor window.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/spec/experiment_spec.h"

namespace imprint {

struct PrecisionGain {
  int bits = 0;
  double accuracy = 0;  // A(q)
  double gain = 0;
  double standard_error = 0;  // of the gain, from the spread of the batches in both windows
};

struct BoundsProposal {
  std::optional<int> min_bits;
  std::optional<int> max_bits;
  std::string reason;  // a sentence for people
};

/// The training accuracy of each batch at one precision, in order.
struct PrecisionTrace {
  int bits = 0;
  std::vector<double> accuracy;
};

/// One a trace, bits ascending. Precondition: every trace holds at least `window` values.
std::vector<PrecisionGain> precision_gains(std::span<const PrecisionTrace> traces, int window);

/// Continued: q_max is the highest precision of the test, since later gains are those of longer training (CPT takes
/// the static baseline's precision). Fresh: q_max is the last precision that gains more than `saturation`.
BoundsProposal propose_bounds(std::span<const PrecisionGain> gains, const RangeTestSpec& test);

}  // namespace imprint
