// SPDX-License-Identifier: GPL-3.0-or-later
// The running range of a layer's input: training quantizes on the batch's range and averages it, evaluation
// quantizes on the average.
//   average_t = 0.9 average_{t-1} + 0.1 batch_t,  average_0 = 0
// The start at 0 biases the average by the factor 1 - 0.9^t, which is divided out unless the biased original
// is asked for. Batches that train at full precision leave the average as it is: their range would cost a
// pass over the data, and no quantized value depends on it.
#pragma once

#include <ATen/core/Tensor.h>

#include "core/formats/float_range.h"

namespace imprint {

/// A view of the buffer that a layer registers as `activation_range`: float [3] = minimum, maximum, batches
/// averaged.
class ActivationRange {
 public:
  explicit ActivationRange(at::Tensor buffer) : buffer_(std::move(buffer)) {}

  static constexpr char buffer_name[] = "activation_range";
  /// The buffer of a layer that has seen nothing.
  static at::Tensor empty_buffer();

  /// The range to quantize `values` on; with `training`, takes their range into the average.
  FloatRange next(const at::Tensor& values, bool training, bool bias_correction);

  bool has_average() const;
  void average(FloatRange batch);
  FloatRange value(bool bias_correction) const;

 private:
  at::Tensor buffer_;
};

}  // namespace imprint
