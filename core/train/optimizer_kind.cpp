// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/optimizer_kind.h"

#include <ATen/ops/scalar_tensor.h>
#include <torch/optim/adam.h>
#include <torch/optim/sgd.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <type_traits>

#include "core/base/error.h"
#include "core/base/text.h"

namespace imprint {
namespace {

using torch::optim::AdamParamState;
using torch::optim::Optimizer;
using torch::optim::SGDParamState;
using Parameters = std::vector<at::Tensor>;
using Made = std::unique_ptr<Optimizer>;

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

template <typename Options>
void set_rate(Optimizer& optimizer, double learning_rate) {
  for (auto& group : optimizer.param_groups()) static_cast<Options&>(group.options()).lr(learning_rate);
}

void set_adam_epsilon(Optimizer& optimizer, double epsilon) {
  for (auto& group : optimizer.param_groups()) static_cast<torch::optim::AdamOptions&>(group.options()).eps(epsilon);
}

Made make_sgd(const TrainingSpec& spec, const Parameters& parameters) {
  const auto options =
      torch::optim::SGDOptions(spec.learning_rate).momentum(spec.momentum).weight_decay(spec.weight_decay);
  return std::make_unique<torch::optim::SGD>(parameters, options);
}

Made make_adam(const TrainingSpec& spec, const Parameters& parameters) {
  const auto options = torch::optim::AdamOptions(spec.learning_rate).weight_decay(spec.weight_decay);
  return std::make_unique<torch::optim::Adam>(parameters, options);
}

const OptimizerTensor momentum = {"momentum/", true,
                                  [](Optimizer& optimizer, const at::Tensor& parameter) {
                                    const auto* state = find_state<SGDParamState>(optimizer, parameter);
                                    return state != nullptr ? state->momentum_buffer() : at::Tensor();
                                  },
                                  [](Optimizer& optimizer, const at::Tensor& parameter, const at::Tensor& value) {
                                    ensure_state<SGDParamState>(optimizer, parameter).momentum_buffer(value);
                                  }};

const OptimizerTensor first_moment = {"adam/first_moment/", true,
                                      [](Optimizer& optimizer, const at::Tensor& parameter) {
                                        const auto* state = find_state<AdamParamState>(optimizer, parameter);
                                        return state != nullptr ? state->exp_avg() : at::Tensor();
                                      },
                                      [](Optimizer& optimizer, const at::Tensor& parameter, const at::Tensor& value) {
                                        ensure_state<AdamParamState>(optimizer, parameter).exp_avg(value);
                                      }};

const OptimizerTensor second_moment = {"adam/second_moment/", true,
                                       [](Optimizer& optimizer, const at::Tensor& parameter) {
                                         const auto* state = find_state<AdamParamState>(optimizer, parameter);
                                         return state != nullptr ? state->exp_avg_sq() : at::Tensor();
                                       },
                                       [](Optimizer& optimizer, const at::Tensor& parameter, const at::Tensor& value) {
                                         ensure_state<AdamParamState>(optimizer, parameter).exp_avg_sq(value);
                                       }};

const OptimizerTensor adam_steps = {
    "adam/steps/", false,
    [](Optimizer& optimizer, const at::Tensor& parameter) {
      const auto* state = find_state<AdamParamState>(optimizer, parameter);
      return state != nullptr ? at::scalar_tensor(state->step(), at::kLong) : at::Tensor();
    },
    [](Optimizer& optimizer, const at::Tensor& parameter, const at::Tensor& value) {
      ensure_state<AdamParamState>(optimizer, parameter).step(value.item<std::int64_t>());
    }};

}  // namespace

std::span<const OptimizerKind> optimizer_kinds() {
  static const std::vector<OptimizerKind> kinds = {
      {"sgd", make_sgd, set_rate<torch::optim::SGDOptions>, nullptr, {momentum}},
      {"adam",
       make_adam,
       set_rate<torch::optim::AdamOptions>,
       set_adam_epsilon,
       {first_moment, second_moment, adam_steps}},
  };
  return kinds;
}

const OptimizerKind& optimizer_kind(std::string_view name) {
  std::vector<std::string> names;
  for (const OptimizerKind& kind : optimizer_kinds()) {
    if (kind.name == name) return kind;
    names.emplace_back(kind.name);
  }
  throw InputError("training.optimizer must be " + join_choices(names) + ", but is \"" + std::string(name) + "\"");
}

}  // namespace imprint
