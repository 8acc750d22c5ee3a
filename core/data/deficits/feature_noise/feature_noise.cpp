// SPDX-License-Identifier: GPL-3.0-or-later
// Each number that is read of a node is with probability `share` drawn anew at every step, from a normal distribution
// of mean 0 and the features' own root mean square; the classes stay true.
#include <ATen/Parallel.h>
#include <ATen/core/Tensor.h>

#include "core/base/random_stream.h"
#include "core/data/deficits/data_deficit.h"

namespace imprint {

void apply_feature_noise(const DeficitSpec& deficit, const DeficitPlace& place, Batch& batch) {
  at::Tensor features = batch.inputs.values.contiguous().clone();
  const double scale = features.to(at::kDouble).square().mean().sqrt().item<double>();
  auto* values = features.data_ptr<float>();
  const std::int64_t width = features.size(1);
  const std::uint64_t key =
      stream_key(place.seed, StreamPurpose::deficit_noise, static_cast<std::uint64_t>(place.step));
  at::parallel_for(0, features.size(0), 1, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t node = begin; node < end; ++node) {
      RandomStream stream(mix64(key ^ static_cast<std::uint64_t>(node)));
      for (std::int64_t i = 0; i < width; ++i)
        if (stream.uniform() < deficit.share) values[node * width + i] = static_cast<float>(scale * stream.normal());
    }
  });
  batch.inputs.values = features;
}

}  // namespace imprint
