// SPDX-License-Identifier: GPL-3.0-or-later
// Where each layer's parameters lie in the flat vector of all parameters, in the order of Network::layers().
#pragma once

#include <Eigen/Core>

#include <string>
#include <vector>

#include "analysis/linalg/stochastic_trace.h"
#include "core/models/network.h"

namespace imprint {

struct LayerRange {
  std::string layer;
  RowRange rows;
};

class ParameterLayout {
 public:
  /// Throws JobError when the layers do not hold each parameter of the network exactly once: the layers would not
  /// add up to the whole.
  explicit ParameterLayout(const Network& network);

  Eigen::Index size() const { return size_; }
  const std::vector<LayerRange>& layers() const { return layers_; }
  std::vector<RowRange> row_ranges() const;
  /// Weight and bias of every layer in turn (shared storage with the network).
  const std::vector<at::Tensor>& parameters() const { return parameters_; }

  /// The flat vector as tensors of the parameters' shapes and type.
  std::vector<at::Tensor> unflatten(const Eigen::Ref<const Eigen::VectorXd>& flat) const;
  /// flat += tensors; an undefined tensor counts as zero.
  void add_flattened(const std::vector<at::Tensor>& tensors, Eigen::Ref<Eigen::VectorXd> flat) const;

 private:
  std::vector<LayerRange> layers_;
  std::vector<at::Tensor> parameters_;
  Eigen::Index size_ = 0;
};

}  // namespace imprint
