// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/curvature/hessian_trace.h"

#include <algorithm>

#include "analysis/curvature/fisher_trace.h"
#include "analysis/linalg/stochastic_trace.h"
#include "core/base/error.h"
#include "core/base/random_stream.h"

namespace imprint {
namespace {

void require_identity(const Network& network, const ProbeSet& probe) {
  if (probe.batch.units_per_sample() > 1)
    throw InputError(
        "Hessian method \"exact\": needs samples of one unit, and these have several, whose products only cancel in "
        "the mean; use hutchinson");
  if (!network.is_piecewise_linear())
    throw InputError(
        "Hessian method \"exact\": holds for piecewise-linear networks (ReLU, max pool) only, and this "
        "network is not; use hutchinson");
}

StochasticTraceOptions stochastic_options(const HessianOptions& options) {
  StochasticTraceOptions result;
  result.tolerance = options.tolerance;
  result.min_products = std::min(options.min_products, options.max_products);
  result.max_products = options.max_products;
  result.stream_key = stream_key(options.seed, StreamPurpose::hutchinson, options.draw_index);
  return result;
}

}  // namespace

bool takes_identity(const Network& network, const ProbeSet& probe, const std::string& method) {
  if (method == "hutchinson") return false;
  if (method == "auto") return network.is_piecewise_linear() && probe.batch.units_per_sample() <= 1;
  if (method != "exact") throw InputError("Hessian method: must be auto, exact or hutchinson, found \"" + method + '"');
  require_identity(network, probe);
  return true;
}

Estimate trace_by_identity(Estimate exact_fisher) {
  exact_fisher.estimator = "diagonal-identity";
  exact_fisher.standard_error = 0;
  for (LayerEstimate& layer : exact_fisher.layers) layer.standard_error = 0;
  return exact_fisher;
}

Estimate trace_by_products(const HessianOperator& hessian, const HessianOptions& options,
                           const CancellationToken& token) {
  const StochasticTrace trace =
      hutchinson_trace(hessian, hessian.layout().row_ranges(), stochastic_options(options), token);
  Estimate estimate;
  estimate.value = trace.whole.value;
  estimate.standard_error = trace.whole.standard_error;
  for (std::size_t i = 0; i < trace.blocks.size(); ++i) {
    const LayerRange& layer = hessian.layout().layers()[i];
    estimate.layers.push_back(
        {layer.layer, trace.blocks[i].value, trace.blocks[i].standard_error, layer.rows.end - layer.rows.begin});
  }
  estimate.estimator = "hutchinson";
  estimate.samples = hessian.samples();
  estimate.products = trace.products;
  estimate.tolerance = tolerance_state(trace.reached_tolerance);
  return estimate;
}

Estimate hessian_trace(Network& network, const ProbeSet& probe, const HessianOptions& options,
                       const CancellationToken& token) {
  if (!takes_identity(network, probe, options.method))
    return trace_by_products(HessianOperator(network, probe, options.chunk, token), options, token);
  FisherOptions exact;
  exact.method = "exact";
  return trace_by_identity(fisher_trace(network, probe, exact, token));
}

}  // namespace imprint
