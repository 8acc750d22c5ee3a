// SPDX-License-Identifier: GPL-3.0-or-later
// The Hessian H of the mean loss over the units of a probe set by the weights, as an operator.
//
//   H v = d/dw <g(w), v>,  g the gradient: one more backward pass through the graph of the gradient
//
// (B. A. Pearlmutter, Neural Computation 6, 1994). The graph of the gradient is recorded once a chunk of samples and
// serves every vector of a block. When all samples fit into one chunk it is kept between blocks as well; otherwise one
// chunk's graph exists at a time, and the memory stays bounded whatever their number.
#pragma once

#include <vector>

#include "analysis/curvature/gradient_scope.h"
#include "analysis/curvature/parameter_layout.h"
#include "analysis/curvature/probe_set.h"
#include "analysis/linalg/linear_operator.h"
#include "core/base/cancellation.h"

namespace imprint {

/// How many samples' graphs of the gradient fit into `bytes`, at least 1: estimated from the layers' outputs.
std::int64_t samples_that_fit(Network& network, const ProbeSet& probe, std::int64_t bytes);

/// Rows in the order of ParameterLayout; products in the network's precision. While it lives, the parameters require
/// gradients and must not change.
class HessianOperator : public LinearOperator {
 public:
  /// `chunk` samples a graph; 0 = as many as fit into 256 MiB. `network` must outlive the operator.
  /// Throws InputError for an empty set or a negative chunk.
  HessianOperator(Network& network, ProbeSet probe, std::int64_t chunk = 0, CancellationToken token = {});

  Eigen::Index rows() const override { return layout_.size(); }
  /// Throws CancelledError between chunks and vectors.
  void apply(const Eigen::MatrixXd& inputs, Eigen::MatrixXd& outputs) const override;

  const ParameterLayout& layout() const { return layout_; }
  std::int64_t samples() const { return probe_.size(); }

 private:
  /// The graph of the gradient of one chunk's part of the mean loss, by the layout's parameters; undefined where the
  /// loss does not depend.
  std::vector<at::Tensor> gradients(std::int64_t begin) const;
  void add_products(const std::vector<at::Tensor>& gradients, const Eigen::MatrixXd& inputs,
                    Eigen::MatrixXd& outputs) const;

  Network& network_;
  ProbeSet probe_;
  std::int64_t chunk_;
  CancellationToken token_;
  ParameterLayout layout_;
  ParameterGradientScope scope_;
  std::vector<at::Tensor> kept_;  // when there is one chunk only
};

}  // namespace imprint
