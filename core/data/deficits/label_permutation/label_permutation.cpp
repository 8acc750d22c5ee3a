// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/deficits/label_permutation/label_permutation.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/tensor.h>

#include "core/base/random_stream.h"
#include "core/data/deficits/data_deficit.h"

namespace imprint {

std::vector<std::int64_t> label_permutation(std::int64_t classes, std::uint64_t seed) {
  const auto cycle = random_permutation(classes, RandomStream(seed, StreamPurpose::label_permutation));
  std::vector<std::int64_t> permuted(cycle.size());
  for (std::size_t i = 0; i < cycle.size(); ++i)
    permuted[static_cast<std::size_t>(cycle[i])] = cycle[(i + 1) % cycle.size()];
  return permuted;
}

void apply_label_permutation(const DeficitSpec& /*deficit*/, const DeficitPlace& place, Batch& batch) {
  const at::Tensor permutation = at::tensor(label_permutation(place.shape.classes, place.seed), at::kLong);
  batch.targets = permutation.index_select(0, batch.targets);
}

}  // namespace imprint
