// SPDX-License-Identifier: GPL-3.0-or-later
// What a step does otherwise while training goes on in 16 bits (core/spec/continuation_spec.h). Features and their
// gradients are the layers' business (layers/working_format.h); here are weights, their gradients and the optimizer.
//
//   pure            w, m <- round(w), round(m)          once, at the first step
//   both            g <- round(scale * dL/dw) / scale   the division in fp32
//   pure            w, m <- round(update(w, m, g))      the update in fp32, as fused optimizers compute in registers
//   master weights  L is computed with round(w); w and m stay in fp32
//
// round: nearest, half to even, infinity beyond the largest number (formats/half/working_values.h).
#pragma once

#include <ATen/core/Tensor.h>

#include <optional>
#include <vector>

#include "core/precision/number_format.h"
#include "core/spec/continuation_spec.h"
#include "core/train/loss_scale.h"
#include "core/train/optimizer.h"

namespace imprint {

/// 16-bit copies in the place of weights, for as long as it lives.
class WeightCopies {
 public:
  WeightCopies(std::vector<at::Tensor> weights, NumberFormat format);
  ~WeightCopies();
  WeightCopies(const WeightCopies&) = delete;
  WeightCopies& operator=(const WeightCopies&) = delete;

 private:
  std::vector<at::Tensor> weights_, masters_;
};

class HalfTraining {
 public:
  /// Both outlive it. Precondition: the continuation is on.
  HalfTraining(const ContinuationSpec& spec, const torch::nn::Module& network, TrainingOptimizer& optimizer);

  NumberFormat format() const { return format_; }
  /// Before the first step in 16 bits.
  void begin();
  /// Needed around every pass through the network; nothing to do for pure training.
  std::unique_ptr<WeightCopies> copies() const;
  /// Of the loss, before it flows back.
  double loss_scale() const { return scale_.factor(); }
  /// Rounds the gradients and takes the scale off again. false: one overflowed, and the step must be left out. Throws
  /// DivergedError where no lower scale is left; `step` is for the words.
  bool take_gradients(std::int64_t step);
  /// Instead of the optimizer's own step.
  void update(double learning_rate);

  /// What numbers and bytes of weights and optimizer are held in: beside the 16-bit copies, or in 16 bits themselves.
  bool has_masters() const { return has_masters_; }

  NamedTensors state() const { return is_scaled_ ? scale_.state() : NamedTensors(); }
  void restore(const at::Tensor& state) { scale_.restore(state); }

 private:
  void round_weights_and_state();

  NumberFormat format_;
  bool has_masters_;
  bool is_scaled_;
  std::optional<double> epsilon_;
  std::vector<at::Tensor> weights_;
  TrainingOptimizer& optimizer_;
  LossScale scale_;
};

}  // namespace imprint
