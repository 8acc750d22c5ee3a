// SPDX-License-Identifier: GPL-3.0-or-later
// What the estimators claim to compute, done the obvious and slow way in double precision, on networks written with
// plain LibTorch modules.
#pragma once

#include <ATen/core/Tensor.h>

#include <Eigen/Core>

#include <functional>
#include <vector>

#include "analysis/curvature/probe_set.h"

namespace imprint::test {

/// A network in double precision and evaluation mode, with the weights of the one under test.
struct PreciseNetwork {
  std::function<at::Tensor(const at::Tensor& images)> logits;
  std::vector<std::vector<at::Tensor>> layers;  // the parameters of Network::layers(), in its order
};

/// ||grad_w log p(label | image)||^2 of one image by each layer's parameters.
std::vector<double> squared_gradient_norms(const PreciseNetwork& network, const at::Tensor& image, std::int64_t label);

/// sum_c p_c ||grad log p_c||^2 of one image, by layer.
std::vector<double> exact_fisher(const PreciseNetwork& network, const at::Tensor& image);

/// Gradient of the mean cross-entropy, flat in the order of the layers.
Eigen::VectorXd mean_loss_gradient(const PreciseNetwork& network, const ProbeSet& probe);

/// The whole Hessian of the mean cross-entropy by central differences of gradients.
Eigen::MatrixXd hessian_by_differences(const PreciseNetwork& network, const ProbeSet& probe, double step = 1e-5);

/// Its product with one direction.
Eigen::VectorXd hessian_product_by_differences(const PreciseNetwork& network, const ProbeSet& probe,
                                               const Eigen::VectorXd& direction, double step = 1e-5);

/// Sums of the diagonal over each layer's rows.
std::vector<double> layer_traces(const PreciseNetwork& network, const Eigen::MatrixXd& matrix);

}  // namespace imprint::test
