// SPDX-License-Identifier: GPL-3.0-or-later
// Measuring must leave no trace in training: what a probe switches is put back when it leaves, also by an exception.
#pragma once

#include <c10/core/GradMode.h>

#include <vector>

#include "core/models/network.h"

namespace imprint {

/// Makes every parameter of the network require a gradient, or none, and turns graph recording on for this thread.
/// Restores both at the end. Accumulated gradients (`grad()`) are never touched.
class ParameterGradientScope {
 public:
  ParameterGradientScope(Network& network, bool require_gradient);
  ~ParameterGradientScope();
  ParameterGradientScope(const ParameterGradientScope&) = delete;
  ParameterGradientScope& operator=(const ParameterGradientScope&) = delete;

 private:
  c10::AutoGradMode grad_mode_;
  std::vector<at::Tensor> parameters_;
  std::vector<bool> required_before_;
};

}  // namespace imprint
