// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/curvature/first_order.h"

#include <ATen/core/Tensor.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "analysis/curvature/gradient_scope.h"
#include "core/base/error.h"

namespace imprint {

FirstOrderSums::FirstOrderSums(const Network& network, std::int64_t units)
    : layout_(network), units_(static_cast<double>(units)), gradient_(Eigen::VectorXd::Zero(layout_.size())) {}

void FirstOrderSums::add(const ProbeSet& chunk, TappedPass& pass) {
  const at::Tensor loss = chunk.task->summed_loss(pass.recorded_output(), chunk.batch) / units_;
  layout_.add_flattened(pass.gradients(loss, layout_.parameters()), gradient_);
  sums_.loss += loss.item<double>();
  sums_.predictive_entropy += chunk.task->summed_entropy(pass.output()) / units_;
}

FirstOrder FirstOrderSums::values() const {
  FirstOrder values = sums_;
  values.gradient_norm = gradient_.norm();
  return values;
}

FirstOrder first_order(Network& network, const ProbeSet& probe, std::int64_t chunk, const CancellationToken& token) {
  require_samples(probe);
  if (chunk < 1) throw InputError("chunk: must be 1 sample or more, found " + std::to_string(chunk));
  const ParameterGradientScope scope(network, true);
  FirstOrderSums sums(network, probe.batch.units());
  for (std::int64_t begin = 0; begin < probe.size(); begin += chunk) {
    token.throw_if_cancelled();
    const ProbeSet samples = probe.slice(begin, std::min(chunk, probe.size() - begin));
    TappedPass pass(network, samples.batch.inputs);
    sums.add(samples, pass);
  }
  return sums.values();
}

double weight_norm(const Network& network) {
  double squares = 0;
  for (const at::Tensor& parameter : network.parameters())
    squares += parameter.detach().to(at::kDouble).square().sum().item<double>();
  return std::sqrt(squares);
}

}  // namespace imprint
