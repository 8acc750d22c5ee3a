// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/loss_scale.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/empty.h>

#include <algorithm>
#include <string>

#include "core/base/error.h"

namespace imprint {
namespace {

constexpr std::int64_t steps_to_growth = 2000;
constexpr double largest = 0x1p24;

}  // namespace

void LossScale::passed() {
  if (!is_dynamic_ || ++state_.steps < steps_to_growth) return;
  state_ = {std::min(2 * state_.factor, largest), 0};
}

bool LossScale::overflowed() {
  if (!is_dynamic_ || state_.factor <= 1) return false;
  state_ = {state_.factor / 2, 0};
  return true;
}

NamedTensors LossScale::state() const {
  const at::Tensor values = at::empty({2}, at::kDouble);
  values.data_ptr<double>()[0] = state_.factor;
  values.data_ptr<double>()[1] = static_cast<double>(state_.steps);
  return {{name_of_state, values}};
}

void LossScale::restore(const at::Tensor& state) {
  if (state.scalar_type() != at::kDouble || state.sizes() != at::IntArrayRef{2})
    throw InputError(std::string("tensor \"") + name_of_state + "\": two 64-bit numbers are expected");
  const at::Tensor values = state.contiguous();
  state_ = {values.data_ptr<double>()[0], static_cast<std::int64_t>(values.data_ptr<double>()[1])};
}

}  // namespace imprint
