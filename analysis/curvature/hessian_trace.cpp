// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/curvature/hessian_trace.h"

#include <algorithm>

#include "analysis/curvature/fisher_trace.h"
#include "analysis/curvature/hessian_operator.h"
#include "analysis/linalg/stochastic_trace.h"
#include "core/base/error.h"
#include "core/base/random_stream.h"

namespace imprint {
namespace {

/// tr(G) under its other name. It is no estimate for these samples, so their spread is no error of it.
TraceEstimate trace_by_identity(Network& network, const ProbeSet& probe, const CancellationToken& token) {
  if (probe.batch.units_per_sample() > 1)
    throw InputError(
        "Hessian method \"exact\": needs samples of one unit, and these have several, whose products only cancel in "
        "the mean; use hutchinson");
  if (!network.is_piecewise_linear())
    throw InputError(
        "Hessian method \"exact\": holds for piecewise-linear networks (ReLU, max pool) only, and this "
        "network is not; use hutchinson");
  FisherOptions options;
  options.method = "exact";
  TraceEstimate estimate = fisher_trace(network, probe, options, token);
  estimate.estimator = "diagonal-identity";
  estimate.standard_error = 0;
  for (LayerTrace& layer : estimate.layers) layer.standard_error = 0;
  return estimate;
}

StochasticTraceOptions stochastic_options(const HessianOptions& options) {
  StochasticTraceOptions result;
  result.tolerance = options.tolerance;
  result.min_products = std::min(options.min_products, options.max_products);
  result.max_products = options.max_products;
  result.stream_key = stream_key(options.seed, StreamPurpose::hutchinson, options.draw_index);
  return result;
}

TraceEstimate hutchinson(Network& network, const ProbeSet& probe, const HessianOptions& options,
                         const CancellationToken& token) {
  const HessianOperator hessian(network, probe, options.chunk, token);
  const StochasticTrace trace =
      hutchinson_trace(hessian, hessian.layout().row_ranges(), stochastic_options(options), token);
  TraceEstimate estimate;
  estimate.value = trace.whole.value;
  estimate.standard_error = trace.whole.standard_error;
  for (std::size_t i = 0; i < trace.blocks.size(); ++i) {
    const LayerRange& layer = hessian.layout().layers()[i];
    estimate.layers.push_back(
        {layer.layer, trace.blocks[i].value, trace.blocks[i].standard_error, layer.rows.end - layer.rows.begin});
  }
  estimate.estimator = "hutchinson";
  estimate.samples = probe.size();
  estimate.draws = trace.products;
  estimate.reached_tolerance = trace.reached_tolerance;
  return estimate;
}

}  // namespace

TraceEstimate hessian_trace(Network& network, const ProbeSet& probe, const HessianOptions& options,
                            const CancellationToken& token) {
  const bool is_auto = options.method == "auto";
  const bool is_exact = network.is_piecewise_linear() && probe.batch.units_per_sample() <= 1;
  if (options.method == "exact" || (is_auto && is_exact)) return trace_by_identity(network, probe, token);
  if (options.method == "hutchinson" || is_auto) return hutchinson(network, probe, options, token);
  throw InputError("Hessian method: must be auto, exact or hutchinson, found \"" + options.method + '"');
}

}  // namespace imprint
