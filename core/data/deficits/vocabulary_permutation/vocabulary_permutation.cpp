// SPDX-License-Identifier: GPL-3.0-or-later
// Every word goes by the name of another, by one cyclic permutation of the vocabulary: what is read and what is to be
// said. The text has lost nothing, but whatever was learned of single words is of no use afterwards.
#include <ATen/core/Tensor.h>
#include <ATen/ops/tensor.h>

#include "core/data/deficits/data_deficit.h"
#include "core/data/deficits/label_permutation/label_permutation.h"

namespace imprint {

void apply_vocabulary_permutation(const DeficitSpec& /*deficit*/, const DeficitPlace& place, Batch& batch) {
  const at::Tensor names = at::tensor(label_permutation(place.shape.classes, place.seed), at::kLong);
  batch.inputs.values = names.index_select(0, batch.inputs.values.flatten()).view(batch.inputs.values.sizes());
  batch.targets = names.index_select(0, batch.targets);
}

}  // namespace imprint
