// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/curvature/parameter_layout.h"

#include <ATen/core/Tensor.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/from_blob.h>

#include <algorithm>
#include <set>

#include "core/base/error.h"

namespace imprint {
namespace {

using Storages = std::set<const c10::TensorImpl*>;

Storages identities(const std::vector<at::Tensor>& tensors) {
  Storages found;
  for (const at::Tensor& tensor : tensors) found.insert(tensor.unsafeGetTensorImpl());
  return found;
}

/// A double view of `count` entries of a vector; the caller keeps the memory alive and, when const, unchanged.
at::Tensor view_of(const double* data, Eigen::Index count) {
  return at::from_blob(const_cast<double*>(data), {count}, at::kDouble);
}

}  // namespace

ParameterLayout::ParameterLayout(const Network& network) {
  for (const LayerInfo& layer : network.layers()) {
    const Eigen::Index begin = size_;
    for (const at::Tensor& parameter : layer.parameters) {
      parameters_.push_back(parameter);
      size_ += parameter.numel();
    }
    layers_.push_back({layer.name, {begin, size_}});
  }
  const Storages mine = identities(parameters_);
  if (mine.size() != parameters_.size() || mine != identities(network.parameters()))
    throw JobError("the layers of the network do not list each of its parameters exactly once");
}

std::vector<RowRange> ParameterLayout::row_ranges() const {
  std::vector<RowRange> ranges;
  for (const LayerRange& layer : layers_) ranges.push_back(layer.rows);
  return ranges;
}

std::vector<at::Tensor> ParameterLayout::unflatten(const Eigen::Ref<const Eigen::VectorXd>& flat) const {
  std::vector<at::Tensor> tensors;
  Eigen::Index begin = 0;
  for (const at::Tensor& parameter : parameters_) {
    const at::Tensor part = view_of(flat.data() + begin, parameter.numel()).view(parameter.sizes());
    tensors.push_back(part.to(parameter.options(), /*non_blocking=*/false, /*copy=*/true));
    begin += parameter.numel();
  }
  return tensors;
}

void ParameterLayout::add_flattened(const std::vector<at::Tensor>& tensors, Eigen::Ref<Eigen::VectorXd> flat) const {
  const at::NoGradGuard no_graph;
  Eigen::Index begin = 0;
  for (std::size_t i = 0; i < parameters_.size(); ++i) {
    const Eigen::Index count = parameters_[i].numel();
    if (tensors[i].defined()) view_of(flat.data() + begin, count).add_(tensors[i].detach().to(at::kCPU).reshape({-1}));
    begin += count;
  }
}

}  // namespace imprint
