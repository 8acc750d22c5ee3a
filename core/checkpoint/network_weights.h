// SPDX-License-Identifier: GPL-3.0-or-later
// Weights of other programs as a network of fp32 weights takes them.
//
//   F16, BF16   become F32, exactly (each of their values is one of F32, too)
//   F64         becomes the nearest F32; a finite value beyond F32's range is an error
//   names       a prefix that all share and that PyTorch's wrappers add is dropped: "module." (DataParallel,
//               DistributedDataParallel), "_orig_mod." (torch.compile)
//
// Whole numbers and F32 stay as they are.
#pragma once

#include <string>
#include <vector>

#include "core/checkpoint/safetensors.h"

namespace imprint {

struct NetworkWeights {
  NamedTensors tensors;            // in the order of the file
  std::vector<std::string> notes;  // what was done, each half a sentence for people; empty when nothing was
};

/// `source` names the file in errors. Throws InputError as above, naming the tensor.
NetworkWeights network_weights(const TensorFile& file, const std::string& source);

}  // namespace imprint
