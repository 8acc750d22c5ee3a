// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/curvature/gradient_scope.h"

namespace imprint {

ParameterGradientScope::ParameterGradientScope(Network& network, bool require_gradient)
    : grad_mode_(true), parameters_(network.parameters()) {
  for (at::Tensor& parameter : parameters_) {
    required_before_.push_back(parameter.requires_grad());
    parameter.requires_grad_(require_gradient);
  }
}

ParameterGradientScope::~ParameterGradientScope() {
  for (std::size_t i = 0; i < parameters_.size(); ++i) parameters_[i].requires_grad_(required_before_[i]);
}

}  // namespace imprint
