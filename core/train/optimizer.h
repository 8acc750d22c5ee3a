// SPDX-License-Identifier: GPL-3.0-or-later
// The optimizer of a spec, and its state as named tensors (for checkpoints).
#pragma once

#include <ATen/core/Tensor.h>

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/spec/experiment_spec.h"
#include "core/train/optimizer_kind.h"

namespace torch::nn {
class Module;
}

namespace imprint {

using NamedTensors = std::vector<std::pair<std::string, at::Tensor>>;

/// One of optimizer_kinds over all parameters of the module: SGD (momentum, weight decay), or Adam (weight decay as in
/// PyTorch's Adam).
/// Throws InputError for an unknown name.
class TrainingOptimizer {
 public:
  TrainingOptimizer(const TrainingSpec& spec, const torch::nn::Module& module);
  ~TrainingOptimizer();

  /// Begins anew: nothing is known of earlier steps.
  void forget();
  void zero_gradients();
  /// Scales all gradients by min(1, max_norm / (norm + 1e-6)), norm the Euclidean norm of all of them together, before
  /// weight decay: torch's clip_grad_norm_. Returns the norm; when it is not finite the gradients are of no use.
  double clip_gradients(double max_norm);
  /// What Adam adds to the root of the second moment; nothing to SGD.
  void set_epsilon(double epsilon);
  /// One update with this learning rate, in fp32 on the master weights.
  void step(double learning_rate);

  /// "momentum/<parameter>", or "adam/first_moment/<parameter>" and so on; tensors that do not exist yet are absent.
  /// They share their memory with the optimizer's own, but for counts.
  NamedTensors state() const;
  /// Whether that is the name of a tensor that this optimizer keeps.
  bool keeps(std::string_view name) const;
  /// The inverse of `state`. Throws InputError when a name or a shape does not fit.
  void restore(const NamedTensors& state);

 private:
  void restore_entry(const std::string& name, const at::Tensor& value);

  const OptimizerKind& kind_;
  TrainingSpec spec_;
  std::vector<std::string> names_;
  std::vector<at::Tensor> parameters_;
  std::unique_ptr<torch::optim::Optimizer> optimizer_;
};

}  // namespace imprint
