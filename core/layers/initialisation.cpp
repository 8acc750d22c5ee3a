// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layers/initialisation.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/empty.h>

#include <cmath>

namespace imprint {
namespace {

template <class Draw>
at::Tensor filled(at::IntArrayRef sizes, const Draw& draw) {
  at::Tensor result = at::empty(sizes, at::kFloat);
  auto* values = result.data_ptr<float>();
  for (std::int64_t i = 0; i < result.numel(); ++i) values[i] = static_cast<float>(draw());
  return result;
}

}  // namespace

RandomStream initialisation_stream(const LayerPlace& place) {
  return {place.seed, StreamPurpose::weight_initialisation, place.index};
}

at::Tensor normal_fan_out(at::IntArrayRef sizes, RandomStream& stream) {
  const double deviation = std::sqrt(2.0 / static_cast<double>(sizes[2] * sizes[3] * sizes[0]));
  return filled(sizes, [&] { return deviation * stream.normal(); });
}

at::Tensor standard_normal(at::IntArrayRef sizes, RandomStream& stream) {
  return filled(sizes, [&] { return stream.normal(); });
}

at::Tensor uniform(at::IntArrayRef sizes, double bound, RandomStream& stream) {
  return filled(sizes, [&] { return bound * (2 * stream.uniform() - 1); });
}

at::Tensor uniform_fan_in(at::IntArrayRef sizes, std::int64_t fan_in, RandomStream& stream) {
  return uniform(sizes, 1 / std::sqrt(static_cast<double>(fan_in)), stream);
}

}  // namespace imprint
