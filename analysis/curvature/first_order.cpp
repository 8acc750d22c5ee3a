// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/curvature/first_order.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <torch/csrc/autograd/autograd.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "analysis/curvature/gradient_scope.h"
#include "analysis/curvature/parameter_layout.h"
#include "core/base/error.h"

namespace imprint {
FirstOrder first_order(Network& network, const ProbeSet& probe, std::int64_t chunk, const CancellationToken& token) {
  require_samples(probe);
  if (chunk < 1) throw InputError("chunk: must be 1 sample or more, found " + std::to_string(chunk));
  const ParameterLayout layout(network);
  const ParameterGradientScope scope(network, true);
  FirstOrder result;
  Eigen::VectorXd gradient = Eigen::VectorXd::Zero(layout.size());
  const auto units = static_cast<double>(probe.batch.units());
  for (std::int64_t begin = 0; begin < probe.size(); begin += chunk) {
    token.throw_if_cancelled();
    const ProbeSet samples = probe.slice(begin, std::min(chunk, probe.size() - begin));
    const at::Tensor output = network.forward(samples.batch.inputs, ForwardContext());
    const at::Tensor loss = probe.task->summed_loss(output, samples.batch) / units;
    layout.add_flattened(torch::autograd::grad({loss}, layout.parameters(), {}, /*retain_graph=*/false,
                                               /*create_graph=*/false, /*allow_unused=*/true),
                         gradient);
    result.loss += loss.item<double>();
    result.predictive_entropy += probe.task->summed_entropy(output) / units;
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
