// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/curvature/curvature_probe.h"

#include <string>
#include <utility>

#include "analysis/curvature/first_order.h"
#include "analysis/curvature/fisher_trace.h"
#include "analysis/curvature/hessian_operator.h"
#include "analysis/curvature/hessian_trace.h"
#include "analysis/linalg/lanczos.h"
#include "core/base/error.h"
#include "core/base/random_stream.h"

namespace imprint {

CurvatureProbe::CurvatureProbe(ProbeSpec spec, ProbeSet samples, std::uint64_t seed)
    : spec_(std::move(spec)), samples_(std::move(samples)), seed_(seed) {
  require_samples(samples_);
  if (spec_.hessian && spec_.hessian_samples < 1)
    throw InputError("probe.hessian_samples: must be 1 or more, found " + std::to_string(spec_.hessian_samples));
}

CurvatureReport CurvatureProbe::measure(Network& network, std::int64_t step, const CancellationToken& token) const {
  CurvatureReport report;
  report.step = step;
  report.probe_indices = samples_.indices;
  if (spec_.fisher) report.fisher = fisher(network, step, token);
  if (spec_.hessian) report.hessian = hessian(network, step, token);
  if (spec_.top_eigenvalue) report.top_eigenvalue = top_eigenvalue(network, token);
  const FirstOrder first = first_order(network, samples_, FisherOptions().chunk, token);
  report.loss = first.loss;
  report.gradient_norm = first.gradient_norm;
  report.predictive_entropy = first.predictive_entropy;
  report.weight_norm = weight_norm(network);
  return report;
}

TraceEstimate CurvatureProbe::fisher(Network& network, std::int64_t step, const CancellationToken& token) const {
  FisherOptions options;
  options.method = spec_.fisher_method;
  options.draws = spec_.fisher_draws;
  options.seed = seed_;
  options.draw_index = static_cast<std::uint64_t>(step);
  TraceEstimate estimate = fisher_trace(network, samples_, options, token);
  if (!spec_.per_layer) estimate.layers.clear();
  return estimate;
}

TraceEstimate CurvatureProbe::hessian(Network& network, std::int64_t step, const CancellationToken& token) const {
  HessianOptions options;
  options.method = spec_.hessian_method;
  options.tolerance = spec_.hessian_tolerance;
  options.max_products = spec_.hessian_max_products;
  options.seed = seed_;
  options.draw_index = static_cast<std::uint64_t>(step);
  TraceEstimate estimate = hessian_trace(network, samples_.first(spec_.hessian_samples), options, token);
  if (!spec_.per_layer) estimate.layers.clear();
  return estimate;
}

EigenvalueEstimate CurvatureProbe::top_eigenvalue(Network& network, const CancellationToken& token) const {
  const ProbeSet samples = samples_.first(spec_.hessian_samples);
  LanczosOptions options;
  options.max_products = spec_.hessian_max_products;
  options.stream_key = stream_key(seed_, StreamPurpose::lanczos);
  const LargestEigenvalue found = largest_eigenvalue(HessianOperator(network, samples, 0, token), options, token);
  return {found.value, found.residual, samples.size(), found.products, found.reached_tolerance};
}

}  // namespace imprint
