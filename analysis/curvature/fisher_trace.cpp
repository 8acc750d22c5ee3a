// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/curvature/fisher_trace.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>

#include <algorithm>
#include <array>

#include "analysis/curvature/gradient_scope.h"
#include "analysis/curvature/parameter_layout.h"
#include "analysis/curvature/tapped_pass.h"
#include "analysis/linalg/running_moments.h"
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

/// Squared norms [layers, n] of the chunk that begins at sample `begin`, summed over the directions: of a sample the
/// mean over its units.
at::Tensor chunk_norms(Network& network, const ProbeSet& chunk, std::int64_t begin, const FisherOptions& options,
                       const CancellationToken& token) {
  TappedPass pass(network, chunk.batch.inputs);
  const std::int64_t units = chunk.batch.units_per_sample();
  const auto all = directions(pass, chunk, begin * units, options);
  for (std::size_t i = 0; i < all.size(); ++i) {
    token.throw_if_cancelled();
    pass.add_squared_norms(all[i], /*last=*/i + 1 == all.size());
  }
  const std::int64_t parts = units * (options.method == "sampled" ? options.draws : 1);
  return parts == 1 ? pass.norms() : pass.norms() / parts;
}

/// Moments over samples, of the whole and of each layer.
struct Moments {
  RunningMoments whole;
  std::vector<RunningMoments> layers;

  void add(const at::Tensor& norms) {
    const auto value = norms.accessor<double, 2>();
    for (std::int64_t sample = 0; sample < norms.size(1); ++sample) {
      double sum = 0;
      for (std::size_t layer = 0; layer < layers.size(); ++layer) {
        layers[layer].add(value[layer][sample]);
        sum += value[layer][sample];
      }
      whole.add(sum);
    }
  }
};

double standard_error(const RunningMoments& moments) {
  return moments.count() < 2 ? 0 : moments.standard_error_of_mean();
}

TraceEstimate report(const Moments& moments, const ParameterLayout& layout, const FisherOptions& options) {
  TraceEstimate estimate;
  estimate.value = moments.whole.mean();
  estimate.standard_error = standard_error(moments.whole);
  for (std::size_t i = 0; i < moments.layers.size(); ++i) {
    const LayerRange& layer = layout.layers()[i];
    estimate.layers.push_back(
        {layer.layer, moments.layers[i].mean(), standard_error(moments.layers[i]), layer.rows.end - layer.rows.begin});
  }
  estimate.estimator = "fisher-" + options.method;
  estimate.samples = moments.whole.count();
  estimate.draws = options.method == "sampled" ? options.draws : 1;
  return estimate;
}

}  // namespace

TraceEstimate fisher_trace(Network& network, const ProbeSet& probe, const FisherOptions& options,
                           const CancellationToken& token) {
  check(options);
  require_samples(probe);
  const ParameterLayout layout(network);
  const ParameterGradientScope frozen(network, false);
  Moments moments{{}, std::vector<RunningMoments>(layout.layers().size())};
  for (std::int64_t begin = 0; begin < probe.size(); begin += options.chunk) {
    token.throw_if_cancelled();
    const std::int64_t count = std::min(options.chunk, probe.size() - begin);
    moments.add(chunk_norms(network, probe.slice(begin, count), begin, options, token));
  }
  return report(moments, layout, options);
}

}  // namespace imprint
