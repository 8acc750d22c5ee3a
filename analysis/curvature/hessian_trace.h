// SPDX-License-Identifier: GPL-3.0-or-later
// Trace of the Hessian of the mean loss over the units of the probe set.
//
//   hutchinson  tr(H) = E v'Hv, v Rademacher; variance 2 (||H||_F^2 - sum H_ii^2). Stops when the standard error of
//               the mean falls below tolerance * |mean| (not when the running mean stops moving), or at the cap.
//               Per layer: v_l'(Hv)_l, which has the layer's diagonal block's trace as its mean.
//   auto        exact where it is valid, else hutchinson; the network itself tells (Network::is_piecewise_linear). The
//               estimate names the one that was taken.
//   exact       networks that are linear in each single weight (ReLU, max pool; batch norm frozen) have
//               diag(H) = diag(G), so tr(H) = tr(G) = tr(F) exactly, whatever the labels.
//
// Evaluation mode (batch norm frozen), fp32 master weights, quantization off.
#pragma once

#include <cstdint>
#include <string>

#include "analysis/curvature/hessian_operator.h"
#include "analysis/curvature/probe_set.h"
#include "core/base/cancellation.h"
#include "core/models/network.h"
#include "core/results/estimate.h"

namespace imprint {

struct HessianOptions {
  std::string method = "auto";  // auto | exact | hutchinson
  double tolerance = 0.05;      // relative standard error
  int min_products = 8;         // fewer tell too little about their own error (stochastic_trace.h)
  int max_products = 30;        // when below min_products, it decides
  std::uint64_t seed = 1;
  std::uint64_t draw_index = 0;  // the step
  std::int64_t chunk = 0;        // samples a graph: bounds the memory; 0 = what fits into 256 MiB
};

/// Whether the method comes to the identity for this network and these samples. Throws InputError for an unknown
/// method, and for `exact` on a network that is not piecewise linear or on samples of several units.
bool takes_identity(const Network& network, const ProbeSet& probe, const std::string& method);

/// The exact Fisher trace under its other name. It is no estimate for its samples, so their spread is no error of it.
Estimate trace_by_identity(Estimate exact_fisher);

/// The standard error is that of the random vectors, for these very samples. Throws InputError for max_products below
/// 2, CancelledError.
Estimate trace_by_products(const HessianOperator& hessian, const HessianOptions& options,
                           const CancellationToken& token = {});

/// As the method says. Throws as these and for an empty set.
Estimate hessian_trace(Network& network, const ProbeSet& probe, const HessianOptions& options,
                       const CancellationToken& token = {});

}  // namespace imprint
