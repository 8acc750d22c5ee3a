// SPDX-License-Identifier: GPL-3.0-or-later
// What is shown beside a curvature: how far the weights and the gradient reach, and how sure the network is.
#pragma once

#include "analysis/curvature/probe_set.h"
#include "core/base/cancellation.h"
#include "core/models/network.h"

namespace imprint {

struct FirstOrder {
  double loss = 0;                // mean over the units of the probe set, in nats
  double gradient_norm = 0;       // of that mean's gradient by all parameters, Euclidean
  double predictive_entropy = 0;  // mean over units of -sum_c p_c log p_c, in nats
};

/// Evaluation mode, fp32 master weights, quantization off. `chunk` samples at a time.
/// Throws InputError for an empty set or a chunk below 1, CancelledError.
FirstOrder first_order(Network& network, const ProbeSet& probe, std::int64_t chunk = 64,
                       const CancellationToken& token = {});

/// Euclidean norm of all parameters, those of batch norm included.
double weight_norm(const Network& network);

}  // namespace imprint
