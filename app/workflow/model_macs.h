// SPDX-License-Identifier: GPL-3.0-or-later
// What an image costs in the model of a spec.
#pragma once

#include <cstdint>

#include "core/spec/experiment_spec.h"

namespace imprint {

/// Multiply-accumulates of a forward pass, of the quantized layers and the classifier. Builds the model to count
/// them; reads no file. Throws InputError when it can't be built.
std::int64_t model_macs_per_image(const ExperimentSpec& spec);

}  // namespace imprint
