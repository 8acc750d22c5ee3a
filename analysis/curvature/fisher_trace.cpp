// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/curvature/fisher_trace.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>

#include <algorithm>
#include <array>
#include <utility>

#include "analysis/curvature/gradient_scope.h"
#include "core/base/error.h"
#include "core/tasks/output_directions.h"

namespace imprint {
namespace {

void check(const FisherOptions& options) {
  constexpr std::array methods = {"sampled", "exact", "empirical"};
  if (std::find(methods.begin(), methods.end(), options.method) == methods.end())
    throw InputError("Fisher method: must be sampled, exact or empirical, found \"" + options.method + '"');
  if (options.draws < 1)
    throw InputError("Fisher draws a unit: must be 1 or more, found " + std::to_string(options.draws));
  if (options.chunk < 1)
    throw InputError("Fisher chunk: must be 1 sample or more, found " + std::to_string(options.chunk));
}

/// One backward pass adds up the gradients of a sample's units. Labels drawn for each unit by itself keep the products
/// of two units zero in the mean; other directions need signs for that.
std::vector<at::Tensor> directions(const TappedPass& pass, const ProbeSet& chunk, std::int64_t first_unit,
                                   const FisherOptions& options) {
  const FisherLabels labels{options.method, options.draws, options.seed, options.draw_index, first_unit};
  std::vector<at::Tensor> all = chunk.task->fisher_directions(pass.output(), chunk.batch, labels);
  if (chunk.batch.units_per_sample() == 1 || options.method == "sampled") return all;
  const at::Tensor signs = random_signs(chunk.batch.units(), options.seed, options.draw_index, first_unit);
  for (at::Tensor& direction : all) direction = direction * signs;
  return all;
}

double standard_error(const RunningMoments& moments) {
  return moments.count() < 2 ? 0 : moments.standard_error_of_mean();
}

}  // namespace

FisherTrace::FisherTrace(const Network& network, FisherOptions options)
    : options_(std::move(options)), layout_(network), layers_(layout_.layers().size()) {
  check(options_);
}

/// Squared norms [layers, n], summed over the directions: of a sample the mean over its units.
at::Tensor FisherTrace::norms(const ProbeSet& chunk, std::int64_t begin, TappedPass& pass,
                              const CancellationToken& token) const {
  const std::int64_t units = chunk.batch.units_per_sample();
  const at::Tensor sums = pass.squared_norms(directions(pass, chunk, begin * units, options_), token);
  const std::int64_t parts = units * (options_.method == "sampled" ? options_.draws : 1);
  return parts == 1 ? sums : sums / parts;
}

void FisherTrace::add(const ProbeSet& chunk, std::int64_t begin, TappedPass& pass, const CancellationToken& token) {
  const at::Tensor squares = norms(chunk, begin, pass, token);
  const auto value = squares.accessor<double, 2>();
  for (std::int64_t sample = 0; sample < squares.size(1); ++sample) {
    double sum = 0;
    for (std::size_t layer = 0; layer < layers_.size(); ++layer) {
      layers_[layer].add(value[layer][sample]);
      sum += value[layer][sample];
    }
    whole_.add(sum);
  }
}

Estimate FisherTrace::estimate() const {
  Estimate estimate;
  estimate.value = whole_.mean();
  estimate.standard_error = standard_error(whole_);
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    const LayerRange& layer = layout_.layers()[i];
    estimate.layers.push_back(
        {layer.layer, layers_[i].mean(), standard_error(layers_[i]), layer.rows.end - layer.rows.begin});
  }
  estimate.estimator = "fisher-" + options_.method;
  estimate.samples = whole_.count();
  if (options_.method == "sampled") estimate.draws = options_.draws;
  return estimate;
}

Estimate fisher_trace(Network& network, const ProbeSet& probe, const FisherOptions& options,
                      const CancellationToken& token) {
  require_samples(probe);
  FisherTrace trace(network, options);
  const ParameterGradientScope frozen(network, false);
  for (std::int64_t begin = 0; begin < probe.size(); begin += options.chunk) {
    token.throw_if_cancelled();
    const ProbeSet chunk = probe.slice(begin, std::min(options.chunk, probe.size() - begin));
    TappedPass pass(network, chunk.batch.inputs);
    pass.release_on_next_use();
    trace.add(chunk, begin, pass, token);
  }
  return trace.estimate();
}

}  // namespace imprint
