// SPDX-License-Identifier: GPL-3.0-or-later
// What the estimators claim to compute, done the obvious and slow way.
#pragma once

#include <Eigen/Core>

#include <vector>

#include "analysis/curvature/probe_set.h"
#include "core/models/network.h"

namespace imprint::test {

/// ||grad_w log p(label | image)||^2 of one image by each layer's parameters, by autograd.
std::vector<double> squared_gradient_norms_of_image(Network& network, const at::Tensor& image, std::int64_t label);

/// sum_c p_c ||grad log p_c||^2 of one image, by layer.
std::vector<double> exact_fisher_of_image(Network& network, const at::Tensor& image);

/// Gradient of the mean cross-entropy, flat in the order of Network::layers(), in the network's precision.
Eigen::VectorXd mean_loss_gradient(Network& network, const ProbeSet& probe);

/// The whole Hessian of the mean cross-entropy by central differences of gradients; for networks in double precision.
Eigen::MatrixXd hessian_by_differences(Network& network, const ProbeSet& probe, double step = 1e-5);

/// Sums of the diagonal over each layer's rows.
std::vector<double> layer_traces(const Network& network, const Eigen::MatrixXd& matrix);

}  // namespace imprint::test
