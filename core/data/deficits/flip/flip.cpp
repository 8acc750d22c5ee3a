// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/deficits/flip/flip.h"

#include <ATen/core/Tensor.h>

#include "core/data/deficits/data_deficit.h"

namespace imprint {

at::Tensor flipped(const at::Tensor& images) { return images.flip({2}); }

void apply_flip(const DeficitSpec& /*deficit*/, const DeficitPlace& /*place*/, Batch& batch) {
  batch.inputs = flipped(batch.inputs.values);
}

}  // namespace imprint
