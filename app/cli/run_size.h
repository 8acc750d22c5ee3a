// SPDX-License-Identifier: GPL-3.0-or-later
// How large the run of a spec is, for what can be told without running it.
#pragma once

#include <cstdint>
#include <functional>

#include "core/results/model_macs.h"
#include "core/spec/experiment_spec.h"

namespace imprint::cli {

struct RunSize {
  std::int64_t train_images = 0;  // after train_limit
  ModelMacs macs = {};            // a total of 0 = not known, then no BitOPs are told
};

/// Throws InputError when the spec leaves the size open.
using RunSizeOf = std::function<RunSize(const ExperimentSpec&)>;

/// The published sizes of the datasets, without reading any file and without building the model.
RunSize published_run_size(const ExperimentSpec& spec);

}  // namespace imprint::cli
