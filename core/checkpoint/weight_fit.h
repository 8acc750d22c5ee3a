// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a file's tensors are the weights of this network: all of them, no others, each of the right shape. Deep networks
// of one family share the names of their first layers, so a name that is there proves nothing.
#pragma once

#include <string>

#include "core/checkpoint/safetensors.h"

namespace imprint {

/// Throws InputError that names what is missing, unexpected, and of another shape or type, the first few of each. A file
/// without a network's activation ranges may fit all the same: other programs have none.
void require_weights_fit(const NamedTensors& given, const NamedTensors& wanted, const std::string& source);

/// Throws JobError that names the first tensor with a value that is NaN or infinite, and where in it.
void require_finite_weights(const NamedTensors& tensors, const std::string& source);

}  // namespace imprint
