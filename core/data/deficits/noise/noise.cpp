// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/deficits/noise/noise.h"

#include <ATen/Parallel.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/empty_like.h>

#include "core/base/random_stream.h"
#include "core/data/deficits/data_deficit.h"

namespace imprint {

at::Tensor noise_like(const at::Tensor& images, std::uint64_t seed, std::int64_t step) {
  at::Tensor noise = at::empty_like(images);
  TORCH_CHECK(noise.is_non_overlapping_and_dense() && noise.stride(0) * noise.size(0) == noise.numel(),
              "images must lie one after the other");
  float* values = noise.data_ptr<float>();
  const std::int64_t values_an_image = noise.stride(0);
  const std::uint64_t key = stream_key(seed, StreamPurpose::deficit_noise, static_cast<std::uint64_t>(step));
  // One stream an image: the values do not depend on how the images are shared among threads.
  at::parallel_for(0, noise.size(0), 1, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t i = begin; i < end; ++i) {
      RandomStream stream(mix64(key ^ static_cast<std::uint64_t>(i)));
      for (std::int64_t k = 0; k < values_an_image; ++k)
        values[i * values_an_image + k] = static_cast<float>(stream.normal());
    }
  });
  return noise;
}

void apply_noise(const DeficitSpec& /*deficit*/, const DeficitPlace& place, Batch& batch) {
  batch.inputs = noise_like(batch.inputs.values, place.seed, place.step);
}

}  // namespace imprint
