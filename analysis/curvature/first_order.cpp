// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/curvature/first_order.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/xlogy.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "analysis/curvature/gradient_scope.h"
#include "analysis/curvature/mean_loss.h"
#include "analysis/curvature/output_directions.h"
#include "core/base/error.h"

namespace imprint {
namespace {

double sum_of_entropies(const at::Tensor& logits) {
  const at::Tensor p = probabilities(logits);
  return -at::xlogy(p, p).sum().item<double>();
}

}  // namespace

FirstOrder first_order(Network& network, const ProbeSet& probe, std::int64_t chunk, const CancellationToken& token) {
  require_images(probe);
  if (chunk < 1) throw InputError("chunk: must be 1 image or more, found " + std::to_string(chunk));
  const ParameterLayout layout(network);
  const ParameterGradientScope scope(network, true);
  FirstOrder result;
  Eigen::VectorXd gradient = Eigen::VectorXd::Zero(layout.size());
  for (std::int64_t begin = 0; begin < probe.size(); begin += chunk) {
    token.throw_if_cancelled();
    const ProbeSet images = probe.slice(begin, std::min(chunk, probe.size() - begin));
    const LossPart part = loss_part(network, layout, images, probe.size(), /*differentiable=*/false);
    layout.add_flattened(part.gradients, gradient);
    result.loss += part.loss.item<double>();
    result.predictive_entropy += sum_of_entropies(part.logits) / static_cast<double>(probe.size());
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
