// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/analysis/curvature/slow_references.h"

#include <ATen/ATen.h>
#include <torch/csrc/autograd/autograd.h>

#include <cmath>

namespace imprint::test {
namespace {

at::Tensor log_probabilities(Network& network, const at::Tensor& images) {
  return network.forward(images, ForwardContext()).log_softmax(1);
}

std::vector<at::Tensor> parameters_in_layer_order(const Network& network) {
  std::vector<at::Tensor> parameters;
  for (const LayerInfo& layer : network.layers())
    parameters.insert(parameters.end(), layer.parameters.begin(), layer.parameters.end());
  return parameters;
}

}  // namespace

std::vector<double> squared_gradient_norms_of_image(Network& network, const at::Tensor& image, std::int64_t label) {
  const at::Tensor log_p = log_probabilities(network, image.unsqueeze(0))[0][label];
  std::vector<double> norms;
  for (const LayerInfo& layer : network.layers()) {
    double sum = 0;
    for (const at::Tensor& gradient : torch::autograd::grad({log_p}, layer.parameters, {}, /*retain_graph=*/true))
      sum += gradient.to(at::kDouble).square().sum().item<double>();
    norms.push_back(sum);
  }
  return norms;
}

std::vector<double> exact_fisher_of_image(Network& network, const at::Tensor& image) {
  const at::Tensor p = log_probabilities(network, image.unsqueeze(0))[0].detach().to(at::kDouble).exp();
  std::vector<double> fisher(network.layers().size(), 0.0);
  for (std::int64_t label = 0; label < p.size(0); ++label) {
    const auto norms = squared_gradient_norms_of_image(network, image, label);
    for (std::size_t i = 0; i < norms.size(); ++i) fisher[i] += p[label].item<double>() * norms[i];
  }
  return fisher;
}

Eigen::VectorXd mean_loss_gradient(Network& network, const ProbeSet& probe) {
  const at::Tensor log_p = log_probabilities(network, probe.images);
  const at::Tensor loss = -log_p.gather(1, probe.labels.unsqueeze(1)).mean();
  std::vector<at::Tensor> flat;
  for (const at::Tensor& gradient : torch::autograd::grad({loss}, parameters_in_layer_order(network)))
    flat.push_back(gradient.reshape({-1}).to(at::kDouble));
  const at::Tensor all = at::cat(flat);
  return Eigen::Map<const Eigen::VectorXd>(all.data_ptr<double>(), all.numel());
}

Eigen::MatrixXd hessian_by_differences(Network& network, const ProbeSet& probe, double step) {
  std::vector<Eigen::VectorXd> columns;
  for (const at::Tensor& parameter : parameters_in_layer_order(network)) {
    double* values = parameter.detach().view({-1}).data_ptr<double>();
    for (std::int64_t i = 0; i < parameter.numel(); ++i) {
      double& value = values[i];
      const double before = value;
      value = before + step;
      const Eigen::VectorXd above = mean_loss_gradient(network, probe);
      value = before - step;
      columns.push_back((above - mean_loss_gradient(network, probe)) / (2 * step));
      value = before;
    }
  }
  Eigen::MatrixXd hessian(columns.size(), columns.size());
  for (std::size_t i = 0; i < columns.size(); ++i) hessian.col(static_cast<Eigen::Index>(i)) = columns[i];
  return hessian;
}

std::vector<double> layer_traces(const Network& network, const Eigen::MatrixXd& matrix) {
  std::vector<double> traces;
  Eigen::Index begin = 0;
  for (const LayerInfo& layer : network.layers()) {
    Eigen::Index size = 0;
    for (const at::Tensor& parameter : layer.parameters) size += parameter.numel();
    traces.push_back(matrix.diagonal().segment(begin, size).sum());
    begin += size;
  }
  return traces;
}

}  // namespace imprint::test
