// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/half_training.h"

#include <ATen/core/Tensor.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/isfinite.h>
#include <torch/nn/module.h>

#include <cmath>
#include <utility>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/formats/half/working_values.h"
#include "core/spec/continuation_format.h"

namespace imprint {
namespace {

constexpr double adam_epsilon = 1e-8;

/// As pure training holds it: of a second moment below the smallest number nothing is left but 0, and what is divided
/// by its root must not be divided by less than that number's.
double epsilon_in(NumberFormat format, bool is_guarded) {
  const double smallest = format == fp16_format ? 0x1p-24 : 0x1p-133;
  if (is_guarded) return std::max(adam_epsilon, std::sqrt(smallest));
  return adam_epsilon < smallest / 2 ? 0 : adam_epsilon;
}

bool are_finite(const at::Tensor& values) { return at::isfinite(values).all().item<bool>(); }

std::string overflow_words(std::int64_t step, const LossScale& scale, NumberFormat format) {
  std::string text = "diverged at step " + std::to_string(step) + ": a gradient";
  if (scale.factor() != 1) text += " times the loss scale " + plain_text(scale.factor());
  text += " is beyond " + format_name(format) + "'s largest number";
  if (scale.is_dynamic()) return text + ", without any scale; a lower learning rate or bf16 may help";
  return text + "; continuation.loss_scale = 0 (dynamic), a lower one, or bf16 may help";
}

}  // namespace

WeightCopies::WeightCopies(std::vector<at::Tensor> weights, NumberFormat format) : weights_(std::move(weights)) {
  const at::NoGradGuard no_gradients;
  for (at::Tensor& weight : weights_) {
    masters_.push_back(weight.detach().clone());
    round_to_half_in_place(weight, format);
  }
}

WeightCopies::~WeightCopies() {
  const at::NoGradGuard no_gradients;
  for (std::size_t i = 0; i < weights_.size(); ++i) weights_[i].copy_(masters_[i]);
}

HalfTraining::HalfTraining(const ContinuationSpec& spec, const torch::nn::Module& network, TrainingOptimizer& optimizer)
    : format_(continuation_format(spec)),
      has_masters_(spec.master_weights),
      is_scaled_(format_ == fp16_format),
      weights_(network.parameters()),
      optimizer_(optimizer),
      scale_(is_scaled_ ? spec.loss_scale : 1) {
  if (!has_masters_) epsilon_ = epsilon_in(format_, spec.epsilon_guard);
}

void HalfTraining::begin() {
  if (!has_masters_) round_weights_and_state();
}

std::unique_ptr<WeightCopies> HalfTraining::copies() const {
  return has_masters_ ? std::make_unique<WeightCopies>(weights_, format_) : nullptr;
}

bool HalfTraining::take_gradients(std::int64_t step) {
  const at::NoGradGuard no_gradients;
  bool finite = true;
  for (at::Tensor& weight : weights_) {
    at::Tensor& gradient = weight.mutable_grad();
    if (!gradient.defined()) continue;
    gradient = half_values(gradient, format_);
    finite = finite && are_finite(gradient);
    if (scale_.factor() != 1) gradient.div_(scale_.factor());
  }
  if (finite) {
    scale_.passed();
    return true;
  }
  if (is_scaled_ && scale_.overflowed()) return false;
  throw DivergedError(overflow_words(step, scale_, format_));
}

void HalfTraining::update(double learning_rate) {
  if (epsilon_) optimizer_.set_epsilon(*epsilon_);
  optimizer_.step(learning_rate);
  if (!has_masters_) round_weights_and_state();
}

void HalfTraining::round_weights_and_state() {
  const at::NoGradGuard no_gradients;
  for (at::Tensor& weight : weights_) round_to_half_in_place(weight, format_);
  for (auto& [name, tensor] : optimizer_.state())
    if (tensor.is_floating_point()) round_to_half_in_place(tensor, format_);
}

}  // namespace imprint
