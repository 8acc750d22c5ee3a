// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/activation_range.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/zeros.h>

#include <cmath>

#include "core/formats/float_tensor.h"

namespace imprint {
namespace {

constexpr float decay = 0.9F;
enum Slot { minimum_slot, maximum_slot, count_slot, slots };

}  // namespace

at::Tensor ActivationRange::empty_buffer() { return at::zeros({slots}, at::kFloat); }

FloatRange ActivationRange::next(const at::Tensor& values, bool training, bool bias_correction) {
  if (!training && has_average()) return value(bias_correction);
  const FloatRange batch = tensor_range(values);
  if (training) average(batch);
  return batch;
}

bool ActivationRange::has_average() const { return buffer_.data_ptr<float>()[count_slot] > 0; }

void ActivationRange::average(FloatRange batch) {
  auto* slot = buffer_.data_ptr<float>();
  slot[minimum_slot] = decay * slot[minimum_slot] + (1 - decay) * batch.minimum;
  slot[maximum_slot] = decay * slot[maximum_slot] + (1 - decay) * batch.maximum;
  slot[count_slot] += 1;
}

FloatRange ActivationRange::value(bool bias_correction) const {
  const auto* slot = buffer_.data_ptr<float>();
  const float weight = bias_correction ? 1 - std::pow(decay, slot[count_slot]) : 1.0F;
  return {slot[minimum_slot] / weight, slot[maximum_slot] / weight};
}

}  // namespace imprint
