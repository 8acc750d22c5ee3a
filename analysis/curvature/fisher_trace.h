// SPDX-License-Identifier: GPL-3.0-or-later
// Trace of the Fisher information, by batched per-sample gradient norms.
//
//   sampled    F = E_x E_{y ~ p(.|x)} ||grad_w log p(y|x)||^2         labels drawn from the model
//   exact      F = E_x sum_c p(c|x) ||grad_w log p(c|x)||^2           = trace of the Gauss-Newton matrix
//   empirical  E_x ||grad_w log p(y_true|x)||^2                       a different object: always labelled
//
// E_x is the mean over units. Where a sample has several (the tokens of a stretch of text), one backward pass serves
// all of them: unbiased, since drawn labels are independent of each other, and since the other two give every unit a
// random sign. These are then no longer exact for the samples, and the standard error covers what the signs add.
//
// Evaluation mode (batch norm frozen), fp32 master weights, quantization off. A squared per-sample norm is computed
// layer by layer from the layer's input and output gradient (sample_gradients.h). One forward pass a chunk of samples
// serves all draws, or all classes; weight gradients are never formed.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "analysis/curvature/parameter_layout.h"
#include "analysis/curvature/probe_set.h"
#include "analysis/curvature/tapped_pass.h"
#include "analysis/linalg/running_moments.h"
#include "core/base/cancellation.h"
#include "core/models/network.h"
#include "core/results/estimate.h"

namespace imprint {

/// Samples of a probe set in one pass, unless something else is asked for.
inline constexpr std::int64_t samples_a_pass = 64;

/// A single sample, a whole graph, is measured by this many draws at least: else nothing would tell the error. The
/// squares that are averaged are skewed, so of 32 draws nine in ten estimates, not 95 in 100, lie within two errors.
inline constexpr int fewest_draws_of_one_sample = 32;

struct FisherOptions {
  std::string method = "sampled";       // sampled | exact | empirical
  int draws = 1;                        // sampled: labels drawn per unit, 1 or more; of a single sample: signs, too
  std::uint64_t seed = 1;               // of the drawn labels
  std::uint64_t draw_index = 0;         // the step, so that each probe draws afresh
  std::int64_t chunk = samples_a_pass;  // 1 or more: bounds the memory
  bool is_single = false;               // the probe set is one sample with many units: each draw is an observation
};

/// The trace of a probe set from the passes over its chunks, in the order of the samples. The standard error is that of
/// the mean over samples: it holds for the distribution of which the probe set is a sample, drawn labels included, also
/// when the trace is exact for these samples. Of a single sample it is that of the mean over draws of labels or signs,
/// and holds for its units alone (0 where such a sample has one unit).
class FisherTrace {
 public:
  /// Throws InputError for an unknown method, draws or a chunk below 1.
  FisherTrace(const Network& network, FisherOptions options);

  /// `begin` is the number of the chunk's first sample. Throws CancelledError.
  void add(const ProbeSet& chunk, std::int64_t begin, TappedPass& pass, const CancellationToken& token = {});
  /// Of what was added, which must be something.
  Estimate estimate() const;

 private:
  void add_sample(const at::Tensor& squares, std::int64_t sample);

  FisherOptions options_;
  ParameterLayout layout_;
  std::int64_t samples_ = 0;
  RunningMoments whole_;
  std::vector<RunningMoments> layers_;
};

/// Throws InputError as FisherTrace and for an empty set, CancelledError.
Estimate fisher_trace(Network& network, const ProbeSet& probe, const FisherOptions& options,
                      const CancellationToken& token = {});

}  // namespace imprint
