// SPDX-License-Identifier: GPL-3.0-or-later
// The optimizers, one row each: how one is made, given its learning rate, and what it keeps of each parameter. To add
// one: its row in optimizer_kind.cpp, and its facts in optimizer_facts.cpp.
#pragma once

#include <ATen/core/Tensor.h>

#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "core/spec/experiment_spec.h"

namespace torch::optim {
class Optimizer;
}

namespace imprint {

/// A tensor that an optimizer keeps of each parameter.
struct OptimizerTensor {
  const char* prefix;             // before the parameter's name in a checkpoint: "momentum/"
  bool is_shaped_like_parameter;  // or a scalar
  /// Undefined where there is none yet.
  at::Tensor (*get)(torch::optim::Optimizer& optimizer, const at::Tensor& parameter);
  void (*set)(torch::optim::Optimizer& optimizer, const at::Tensor& parameter, const at::Tensor& value);
};

struct OptimizerKind {
  const char* name;
  std::unique_ptr<torch::optim::Optimizer> (*make)(const TrainingSpec& spec, const std::vector<at::Tensor>& parameters);
  void (*set_rate)(torch::optim::Optimizer& optimizer, double learning_rate);
  void (*set_epsilon)(torch::optim::Optimizer& optimizer, double epsilon);  // nullptr: it divides by nothing
  std::vector<OptimizerTensor> state;                                       // in the order of the checkpoint
};

std::span<const OptimizerKind> optimizer_kinds();

/// Throws InputError that names the field.
const OptimizerKind& optimizer_kind(std::string_view name);

}  // namespace imprint
