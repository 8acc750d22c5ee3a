// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/curvature/first_order.h"

#include <ATen/core/Tensor.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "analysis/curvature/gradient_scope.h"
#include "analysis/curvature/mean_loss.h"
#include "core/base/error.h"

namespace imprint {
FirstOrder first_order(Network& network, const ProbeSet& probe, std::int64_t chunk, const CancellationToken& token) {
  require_samples(probe);
  if (chunk < 1) throw InputError("chunk: must be 1 sample or more, found " + std::to_string(chunk));
  const ParameterLayout layout(network);
  const ParameterGradientScope scope(network, true);
  FirstOrder result;
  Eigen::VectorXd gradient = Eigen::VectorXd::Zero(layout.size());
  for (std::int64_t begin = 0; begin < probe.size(); begin += chunk) {
    token.throw_if_cancelled();
    const ProbeSet samples = probe.slice(begin, std::min(chunk, probe.size() - begin));
    const LossPart part = loss_part(network, layout, samples, probe.batch.units(), /*differentiable=*/false);
    layout.add_flattened(part.gradients, gradient);
    result.loss += part.loss.item<double>();
    result.predictive_entropy += probe.task->summed_entropy(part.output) / static_cast<double>(probe.batch.units());
  }
  result.gradient_norm = gradient.norm();
  return result;
}

double weight_norm(const Network& network) {
  double squares = 0;
  for (const at::Tensor& parameter : network.parameters())
    squares += parameter.detach().to(at::kDouble).square().sum().item<double>();
  return std::sqrt(squares);
}

}  // namespace imprint
