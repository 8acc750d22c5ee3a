// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/plateau.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/empty.h>

#include <string>

#include "core/base/error.h"

namespace imprint {

void Plateau::see(double loss) {
  if (loss < state_.best) {
    state_.best = loss;
    state_.stalled = 0;
  } else if (++state_.stalled > patience_) {
    state_.factor *= lr_factor_;
    state_.stalled = 0;
  }
}

NamedTensors Plateau::state() const {
  const at::Tensor values = at::empty({3}, at::kDouble);
  auto* value = values.data_ptr<double>();
  value[0] = state_.factor;
  value[1] = state_.best;
  value[2] = state_.stalled;
  return {{name_of_state, values}};
}

void Plateau::restore(const at::Tensor& state) {
  if (state.scalar_type() != at::kDouble || state.sizes() != at::IntArrayRef{3})
    throw InputError(std::string("tensor \"") + name_of_state + "\": three 64-bit numbers are expected");
  const at::Tensor values = state.contiguous();
  const auto* value = values.data_ptr<double>();
  state_ = {value[0], value[1], static_cast<int>(value[2])};
}

}  // namespace imprint
