// SPDX-License-Identifier: GPL-3.0-or-later
// The layers of a model as it would be built. No torch here.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/spec/experiment_spec.h"

namespace imprint {

struct ModelLayer {
  std::string name;  // in brackets: what has no weights
  std::string kind;  // "convolution"
  std::int64_t parameters = 0;
  std::int64_t macs = 0;  // a sample, forward
  bool quantized = false;
};

/// Throws InputError for a model that can't be built for the dataset.
std::vector<ModelLayer> model_layers(const ExperimentSpec& spec);

}  // namespace imprint
