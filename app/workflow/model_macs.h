// SPDX-License-Identifier: GPL-3.0-or-later
// How much the model of a spec multiplies.
#pragma once

#include "core/results/model_macs.h"
#include "core/spec/experiment_spec.h"

namespace imprint {

/// Builds the model to count; reads no file. Throws InputError when it can't be built.
ModelMacs model_macs(const ExperimentSpec& spec);

}  // namespace imprint
