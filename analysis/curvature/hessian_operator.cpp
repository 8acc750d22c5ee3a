// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/curvature/hessian_operator.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/core/grad_mode.h>
#include <torch/csrc/autograd/autograd.h>

#include <algorithm>
#include <string>
#include <utility>

#include "core/base/error.h"

namespace imprint {
namespace {

constexpr std::int64_t default_graph_bytes = std::int64_t{256} << 20;

std::int64_t checked_chunk(Network& network, const ProbeSet& probe, std::int64_t chunk) {
  require_samples(probe);
  if (chunk < 0)
    throw InputError("Hessian chunk: must be 0 (automatic) or more samples, found " + std::to_string(chunk));
  if (chunk == 0) chunk = samples_that_fit(network, probe, default_graph_bytes);
  return std::min(chunk, probe.size());
}

/// The gradients that depend on the weights at all, with the vector's parts for them.
struct Contraction {
  std::vector<at::Tensor> gradients;
  std::vector<at::Tensor> factors;
};

Contraction contraction(const std::vector<at::Tensor>& gradients, std::vector<at::Tensor> vector) {
  Contraction result;
  for (std::size_t i = 0; i < vector.size(); ++i) {
    if (!gradients[i].defined() || !gradients[i].requires_grad()) continue;
    result.gradients.push_back(gradients[i]);
    result.factors.push_back(std::move(vector[i]));
  }
  return result;
}

}  // namespace

std::int64_t samples_that_fit(Network& network, const ProbeSet& probe, std::int64_t bytes) {
  const at::NoGradGuard no_graph;
  std::vector<LayerTap> taps;
  ForwardContext context;
  context.taps = &taps;
  network.forward(probe.batch.inputs.slice(0, 1), context);
  // The graph holds about three tensors of an output's size: the output, its gradient, and what comes of a product.
  std::int64_t sample = 1;
  for (const LayerTap& tap : taps) sample += 3 * static_cast<std::int64_t>(tap.output.nbytes());
  return std::max<std::int64_t>(1, bytes / sample);
}

HessianOperator::HessianOperator(Network& network, ProbeSet probe, std::int64_t chunk, CancellationToken token)
    : network_(network),
      probe_(std::move(probe)),
      chunk_(checked_chunk(network, probe_, chunk)),
      token_(std::move(token)),
      layout_(network),
      scope_(network, true) {
  if (chunk_ == probe_.size()) kept_ = gradients(0);
}

void HessianOperator::apply(const Eigen::MatrixXd& inputs, Eigen::MatrixXd& outputs) const {
  outputs.setZero(inputs.rows(), inputs.cols());
  if (!kept_.empty()) return add_products(kept_, inputs, outputs);
  for (std::int64_t begin = 0; begin < probe_.size(); begin += chunk_) add_products(gradients(begin), inputs, outputs);
}

std::vector<at::Tensor> HessianOperator::gradients(std::int64_t begin) const {
  token_.throw_if_cancelled();
  const ProbeSet chunk = probe_.slice(begin, std::min(chunk_, probe_.size() - begin));
  const at::Tensor output = network_.forward(chunk.batch.inputs, ForwardContext());
  const at::Tensor loss = chunk.task->summed_loss(output, chunk.batch) / probe_.batch.units();
  return torch::autograd::grad({loss}, layout_.parameters(), {}, /*retain_graph=*/true, /*create_graph=*/true,
                               /*allow_unused=*/true);
}

void HessianOperator::add_products(const std::vector<at::Tensor>& gradients, const Eigen::MatrixXd& inputs,
                                   Eigen::MatrixXd& outputs) const {
  for (Eigen::Index column = 0; column < inputs.cols(); ++column) {
    token_.throw_if_cancelled();
    const Contraction known = contraction(gradients, layout_.unflatten(inputs.col(column)));
    if (known.gradients.empty()) continue;
    const auto product = torch::autograd::grad(known.gradients, layout_.parameters(), known.factors,
                                               /*retain_graph=*/true, /*create_graph=*/false, /*allow_unused=*/true);
    layout_.add_flattened(product, outputs.col(column));
  }
}

}  // namespace imprint
