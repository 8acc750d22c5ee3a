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

using Directions = std::vector<at::Tensor>;

Directions all_directions(const TappedPass& pass, const ProbeSet& chunk, std::int64_t first_unit,
                          const FisherOptions& options) {
  const FisherLabels labels{options.method, options.draws, options.seed, options.draw_index, first_unit};
  return chunk.task->fisher_directions(pass.output(), chunk.batch, labels);
}

Directions with_signs(const Directions& directions, const ProbeSet& chunk, std::int64_t first_unit, int draw,
                      const FisherOptions& options) {
  const at::Tensor signs = random_signs(chunk.batch.units(), options.seed, options.draw_index, first_unit, draw);
  Directions signed_ones;
  for (const at::Tensor& direction : directions) signed_ones.push_back(direction * signs);
  return signed_ones;
}

/// One backward pass adds up the gradients of a sample's units. Labels drawn for each unit by itself keep the products
/// of two units zero in the mean; other directions need signs for that. One group for all samples, or one a draw.
std::vector<Directions> directions(const TappedPass& pass, const ProbeSet& chunk, std::int64_t first_unit,
                                   const FisherOptions& options) {
  const Directions all = all_directions(pass, chunk, first_unit, options);
  const bool is_sampled = options.method == "sampled";
  if (chunk.batch.units_per_sample() == 1 || (is_sampled && !options.is_single)) return {all};
  std::vector<Directions> groups;
  for (int draw = 0; draw < (options.is_single ? options.draws : 1); ++draw)
    groups.push_back(is_sampled ? Directions{all[static_cast<std::size_t>(draw)]}
                                : with_signs(all, chunk, first_unit, draw, options));
  return groups;
}

FisherOptions with_enough_draws(FisherOptions options) {
  if (options.is_single) options.draws = std::max(options.draws, fewest_draws_of_one_sample);
  return options;
}

double standard_error(const RunningMoments& moments) {
  return moments.count() < 2 ? 0 : moments.standard_error_of_mean();
}

}  // namespace

FisherTrace::FisherTrace(const Network& network, FisherOptions options)
    : options_(with_enough_draws(std::move(options))), layout_(network), layers_(layout_.layers().size()) {
  check(options_);
}

void FisherTrace::add_sample(const at::Tensor& squares, std::int64_t sample) {
  const auto value = squares.accessor<double, 2>();
  double sum = 0;
  for (std::size_t layer = 0; layer < layers_.size(); ++layer) {
    layers_[layer].add(value[layer][sample]);
    sum += value[layer][sample];
  }
  whole_.add(sum);
}

/// Of a sample the mean over its units, of one group of directions the mean over its draws.
void FisherTrace::add(const ProbeSet& chunk, std::int64_t begin, TappedPass& pass, const CancellationToken& token) {
  const std::int64_t units = chunk.batch.units_per_sample();
  const auto groups = directions(pass, chunk, begin * units, options_);
  const std::int64_t draws = options_.method == "sampled" && groups.size() == 1 ? options_.draws : 1;
  for (const at::Tensor& sums : pass.squared_norms_of_groups(groups, token)) {
    const at::Tensor squares = units * draws == 1 ? sums : sums / (units * draws);
    for (std::int64_t sample = 0; sample < squares.size(1); ++sample) add_sample(squares, sample);
  }
  samples_ += chunk.size();
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
  estimate.samples = samples_;
  if (options_.method == "sampled" || options_.is_single) estimate.draws = options_.draws;
  return estimate;
}

Estimate fisher_trace(Network& network, const ProbeSet& probe, const FisherOptions& options,
                      const CancellationToken& token) {
  require_samples(probe);
  FisherOptions of_probe = options;
  of_probe.is_single = is_single_sample(probe);
  FisherTrace trace(network, of_probe);
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
