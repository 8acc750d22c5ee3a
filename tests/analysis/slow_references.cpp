// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/analysis/slow_references.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/cat.h>
#include <torch/csrc/autograd/autograd.h>

namespace imprint::test {
namespace {

at::Tensor log_probabilities(const PreciseNetwork& network, const at::Tensor& images) {
  return network.logits(images.to(at::kDouble)).log_softmax(1);
}

std::vector<at::Tensor> all_parameters(const PreciseNetwork& network) {
  std::vector<at::Tensor> parameters;
  for (const auto& layer : network.layers) parameters.insert(parameters.end(), layer.begin(), layer.end());
  return parameters;
}

}  // namespace

std::vector<double> squared_gradient_norms(const PreciseNetwork& network, const at::Tensor& image, std::int64_t label) {
  const at::Tensor log_p = log_probabilities(network, image.unsqueeze(0))[0][label];
  std::vector<double> norms;
  for (const auto& parameters : network.layers) {
    double sum = 0;
    for (const at::Tensor& gradient : torch::autograd::grad({log_p}, parameters, {}, /*retain_graph=*/true))
      sum += gradient.square().sum().item<double>();
    norms.push_back(sum);
  }
  return norms;
}

std::vector<double> exact_fisher(const PreciseNetwork& network, const at::Tensor& image) {
  const at::Tensor p = log_probabilities(network, image.unsqueeze(0))[0].detach().exp();
  std::vector<double> fisher(network.layers.size(), 0.0);
  for (std::int64_t label = 0; label < p.size(0); ++label) {
    const auto norms = squared_gradient_norms(network, image, label);
    for (std::size_t i = 0; i < norms.size(); ++i) fisher[i] += p[label].item<double>() * norms[i];
  }
  return fisher;
}

Eigen::VectorXd mean_loss_gradient(const PreciseNetwork& network, const ProbeSet& probe) {
  const at::Tensor log_p = log_probabilities(network, probe.batch.inputs.values);
  const at::Tensor loss = -log_p.gather(1, probe.batch.targets.unsqueeze(1)).mean();
  std::vector<at::Tensor> flat;
  for (const at::Tensor& gradient : torch::autograd::grad({loss}, all_parameters(network)))
    flat.push_back(gradient.reshape({-1}));
  const at::Tensor all = at::cat(flat);
  return Eigen::Map<const Eigen::VectorXd>(all.data_ptr<double>(), all.numel());
}

Eigen::MatrixXd hessian_by_differences(const PreciseNetwork& network, const ProbeSet& probe, double step) {
  std::vector<Eigen::VectorXd> columns;
  for (const at::Tensor& parameter : all_parameters(network)) {
    double* values = parameter.detach().view({-1}).data_ptr<double>();
    for (std::int64_t i = 0; i < parameter.numel(); ++i) {
      const double before = values[i];
      values[i] = before + step;
      const Eigen::VectorXd above = mean_loss_gradient(network, probe);
      values[i] = before - step;
      columns.push_back((above - mean_loss_gradient(network, probe)) / (2 * step));
      values[i] = before;
    }
  }
  Eigen::MatrixXd hessian(columns.size(), columns.size());
  for (std::size_t i = 0; i < columns.size(); ++i) hessian.col(static_cast<Eigen::Index>(i)) = columns[i];
  return hessian;
}

Eigen::VectorXd hessian_product_by_differences(const PreciseNetwork& network, const ProbeSet& probe,
                                               const Eigen::VectorXd& direction, double step) {
  const auto move = [&](double length) {
    Eigen::Index next = 0;
    for (const at::Tensor& parameter : all_parameters(network)) {
      double* values = parameter.detach().view({-1}).data_ptr<double>();
      for (std::int64_t i = 0; i < parameter.numel(); ++i) values[i] += length * direction[next++];
    }
  };
  move(step);
  const Eigen::VectorXd above = mean_loss_gradient(network, probe);
  move(-2 * step);
  const Eigen::VectorXd below = mean_loss_gradient(network, probe);
  move(step);
  return (above - below) / (2 * step);
}

std::vector<double> layer_traces(const PreciseNetwork& network, const Eigen::MatrixXd& matrix) {
  std::vector<double> traces;
  Eigen::Index begin = 0;
  for (const auto& parameters : network.layers) {
    Eigen::Index size = 0;
    for (const at::Tensor& parameter : parameters) size += parameter.numel();
    traces.push_back(matrix.diagonal().segment(begin, size).sum());
    begin += size;
  }
  return traces;
}

}  // namespace imprint::test
