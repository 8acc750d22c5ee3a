// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/optimizer.h"

#include <torch/types.h>  // before clip_grad.h, which takes the names from it

#include <torch/nn/module.h>
#include <torch/nn/utils/clip_grad.h>
#include <torch/optim/adam.h>
#include <torch/optim/sgd.h>

#include <algorithm>
#include <sstream>
#include <type_traits>

#include "core/base/error.h"

namespace imprint {
namespace {

using torch::optim::Adam;
using torch::optim::AdamParamState;
using torch::optim::Optimizer;
using torch::optim::SGD;
using torch::optim::SGDParamState;

constexpr char kMomentum[] = "momentum/";
constexpr char kFirstMoment[] = "adam/first_moment/";
constexpr char kSecondMoment[] = "adam/second_moment/";
constexpr char kSteps[] = "adam/steps/";

std::unique_ptr<Optimizer> make_optimizer(const TrainingSpec& spec, const std::vector<at::Tensor>& parameters) {
  if (spec.optimizer == "sgd")
    return std::make_unique<SGD>(
        parameters,
        torch::optim::SGDOptions(spec.learning_rate).momentum(spec.momentum).weight_decay(spec.weight_decay));
  if (spec.optimizer == "adam")
    return std::make_unique<Adam>(parameters,
                                  torch::optim::AdamOptions(spec.learning_rate).weight_decay(spec.weight_decay));
  throw InputError("training.optimizer = " + spec.optimizer + ": expected sgd or adam");
}

/// LibTorch 1.13 keys the state by the tensor's address as text, 2.x by the address itself.
template <typename Key>
Key state_key(const at::Tensor& parameter) {
  auto* address = parameter.unsafeGetTensorImpl();
  if constexpr (std::is_same_v<Key, std::string>) {
    std::ostringstream text;
    text << address;
    return text.str();
  } else {
    return static_cast<Key>(address);
  }
}

template <typename State>
State* find_state(Optimizer& optimizer, const at::Tensor& parameter) {
  auto& states = optimizer.state();
  using Key = typename std::decay_t<decltype(states)>::key_type;
  const auto found = states.find(state_key<Key>(parameter));
  return found == states.end() ? nullptr : static_cast<State*>(found->second.get());
}

template <typename State>
State& ensure_state(Optimizer& optimizer, const at::Tensor& parameter) {
  if (auto* present = find_state<State>(optimizer, parameter)) return *present;
  auto& states = optimizer.state();
  using Key = typename std::decay_t<decltype(states)>::key_type;
  auto& slot = states[state_key<Key>(parameter)];
  slot = std::make_unique<State>();
  return static_cast<State&>(*slot);
}

/// The part of `name` behind `prefix`; empty when it starts otherwise.
std::string behind(const std::string& name, const std::string& prefix) {
  return name.starts_with(prefix) ? name.substr(prefix.size()) : std::string();
}

void restore_entry(Optimizer& optimizer, const std::string& name, const at::Tensor& value,
                   const std::string& parameter_name, const at::Tensor& parameter) {
  if (name == kMomentum + parameter_name)
    ensure_state<SGDParamState>(optimizer, parameter).momentum_buffer(value);
  else if (name == kFirstMoment + parameter_name)
    ensure_state<AdamParamState>(optimizer, parameter).exp_avg(value);
  else if (name == kSecondMoment + parameter_name)
    ensure_state<AdamParamState>(optimizer, parameter).exp_avg_sq(value);
  else
    ensure_state<AdamParamState>(optimizer, parameter).step(value.item<std::int64_t>());
}

std::string parameter_of(const std::string& entry) {
  for (const char* prefix : {kMomentum, kFirstMoment, kSecondMoment, kSteps})
    if (auto name = behind(entry, prefix); !name.empty()) return name;
  return {};
}

}  // namespace

TrainingOptimizer::TrainingOptimizer(const TrainingSpec& spec, const torch::nn::Module& module) : spec_(spec) {
  for (const auto& item : module.named_parameters()) {
    names_.push_back(item.key());
    parameters_.push_back(item.value());
  }
  optimizer_ = make_optimizer(spec_, parameters_);
}

TrainingOptimizer::~TrainingOptimizer() = default;

void TrainingOptimizer::zero_gradients() {
  for (auto& parameter : parameters_) parameter.mutable_grad().reset();
}

double TrainingOptimizer::clip_gradients(double max_norm) {
  return torch::nn::utils::clip_grad_norm_(parameters_, max_norm);
}

void TrainingOptimizer::step(double learning_rate) {
  for (auto& group : optimizer_->param_groups()) {
    if (spec_.optimizer == "sgd")
      static_cast<torch::optim::SGDOptions&>(group.options()).lr(learning_rate);
    else
      static_cast<torch::optim::AdamOptions&>(group.options()).lr(learning_rate);
  }
  optimizer_->step();
}

NamedTensors TrainingOptimizer::state() const {
  NamedTensors entries;
  for (std::size_t i = 0; i < names_.size(); ++i) {
    if (spec_.optimizer == "sgd") {
      const auto* state = find_state<SGDParamState>(*optimizer_, parameters_[i]);
      if (state != nullptr && state->momentum_buffer().defined())
        entries.emplace_back(kMomentum + names_[i], state->momentum_buffer());
    } else if (const auto* state = find_state<AdamParamState>(*optimizer_, parameters_[i])) {
      entries.emplace_back(kFirstMoment + names_[i], state->exp_avg());
      entries.emplace_back(kSecondMoment + names_[i], state->exp_avg_sq());
      entries.emplace_back(kSteps + names_[i], at::scalar_tensor(state->step(), at::kLong));
    }
  }
  return entries;
}

void TrainingOptimizer::restore(const NamedTensors& state) {
  for (const auto& [name, value] : state) {
    const std::string parameter = parameter_of(name);
    const auto found = std::find(names_.begin(), names_.end(), parameter);
    if (found == names_.end()) throw InputError("optimizer state \"" + name + "\" belongs to no parameter");
    const at::Tensor& owner = parameters_[static_cast<std::size_t>(found - names_.begin())];
    if (!name.starts_with(kSteps) && value.sizes() != owner.sizes())
      throw InputError("optimizer state \"" + name + "\" has another shape than its parameter");
    restore_entry(*optimizer_, name, value, parameter, owner);
  }
}

}  // namespace imprint
