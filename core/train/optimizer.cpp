// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/optimizer.h"

#include <torch/types.h>  // before clip_grad.h, which takes the names from it

#include <torch/nn/module.h>
#include <torch/nn/utils/clip_grad.h>
#include <torch/optim/optimizer.h>

#include <algorithm>

#include "core/base/error.h"

namespace imprint {

TrainingOptimizer::TrainingOptimizer(const TrainingSpec& spec, const torch::nn::Module& module)
    : kind_(optimizer_kind(spec.optimizer)), spec_(spec) {
  for (const auto& item : module.named_parameters()) {
    names_.push_back(item.key());
    parameters_.push_back(item.value());
  }
  forget();
}

TrainingOptimizer::~TrainingOptimizer() = default;

void TrainingOptimizer::forget() { optimizer_ = kind_.make(spec_, parameters_); }

void TrainingOptimizer::zero_gradients() {
  for (auto& parameter : parameters_) parameter.mutable_grad().reset();
}

double TrainingOptimizer::clip_gradients(double max_norm) {
  return torch::nn::utils::clip_grad_norm_(parameters_, max_norm);
}

void TrainingOptimizer::set_epsilon(double epsilon) {
  if (kind_.set_epsilon != nullptr) kind_.set_epsilon(*optimizer_, epsilon);
}

void TrainingOptimizer::step(double learning_rate) {
  kind_.set_rate(*optimizer_, learning_rate);
  optimizer_->step();
}

NamedTensors TrainingOptimizer::state() const {
  NamedTensors entries;
  for (std::size_t i = 0; i < names_.size(); ++i)
    for (const OptimizerTensor& kept : kind_.state)
      if (at::Tensor value = kept.get(*optimizer_, parameters_[i]); value.defined())
        entries.emplace_back(kept.prefix + names_[i], std::move(value));
  return entries;
}

void TrainingOptimizer::restore_entry(const std::string& name, const at::Tensor& value) {
  for (const OptimizerTensor& kept : kind_.state) {
    if (!name.starts_with(kept.prefix)) continue;
    const auto found = std::ranges::find(names_, std::string_view(name).substr(std::string_view(kept.prefix).size()));
    if (found == names_.end()) break;
    const at::Tensor& owner = parameters_[static_cast<std::size_t>(found - names_.begin())];
    if (kept.is_shaped_like_parameter && value.sizes() != owner.sizes())
      throw InputError("optimizer state \"" + name + "\" has another shape than its parameter");
    return kept.set(*optimizer_, owner, value);
  }
  throw InputError("optimizer state \"" + name + "\" belongs to no parameter");
}

bool TrainingOptimizer::keeps(std::string_view name) const {
  return std::ranges::any_of(kind_.state, [&](const OptimizerTensor& kept) { return name.starts_with(kept.prefix); });
}

void TrainingOptimizer::restore(const NamedTensors& state) {
  for (const auto& [name, value] : state) restore_entry(name, value);
}

}  // namespace imprint
