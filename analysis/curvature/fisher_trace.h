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

#include "analysis/curvature/probe_set.h"
#include "core/base/cancellation.h"
#include "core/models/network.h"
#include "core/results/trace_estimate.h"

namespace imprint {

struct FisherOptions {
  std::string method = "sampled";  // sampled | exact | empirical
  int draws = 1;                   // sampled: labels drawn per unit, 1 or more
  std::uint64_t seed = 1;          // of the drawn labels
  std::uint64_t draw_index = 0;    // the step, so that each probe draws afresh
  std::int64_t chunk = 64;         // samples a pass, 1 or more: bounds the memory
};

/// The standard error is that of the mean over samples (0 for a single one): it holds for the distribution of which the
/// probe set is a sample, drawn labels included, also when the trace is exact for these samples.
/// Throws InputError for an unknown method, draws or a chunk below 1 or an empty set, CancelledError.
TraceEstimate fisher_trace(Network& network, const ProbeSet& probe, const FisherOptions& options,
                           const CancellationToken& token = {});

}  // namespace imprint
