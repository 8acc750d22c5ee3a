// SPDX-License-Identifier: GPL-3.0-or-later
// Each token that is read is with probability `share` drawn anew, uniformly from the vocabulary, at every step; the
// tokens that are to be said stay true.
#include <ATen/core/Tensor.h>

#include "core/base/random_stream.h"
#include "core/data/deficits/data_deficit.h"

namespace imprint {

void apply_token_noise(const DeficitSpec& deficit, const DeficitPlace& place, Batch& batch) {
  at::Tensor read = batch.inputs.values.clone();
  auto* tokens = read.data_ptr<std::int64_t>();
  RandomStream stream(place.seed, StreamPurpose::deficit_noise, static_cast<std::uint64_t>(place.step));
  for (std::int64_t i = 0; i < read.numel(); ++i) {
    const bool is_struck = stream.uniform() < deficit.share;
    const auto drawn = static_cast<std::int64_t>(stream.below(static_cast<std::uint64_t>(place.shape.classes)));
    if (is_struck) tokens[i] = drawn;
  }
  batch.inputs.values = read;
}

}  // namespace imprint
