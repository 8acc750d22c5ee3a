// SPDX-License-Identifier: GPL-3.0-or-later
// Curvature of a stored run or of one checkpoint. No torch in this header.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/base/cancellation.h"
#include "core/results/measurement.h"
#include "core/spec/experiment_spec.h"

namespace imprint {

struct CurvatureRequest {
  std::filesystem::path target;                    // a run directory, or a model .safetensors file
  std::optional<std::filesystem::path> spec_file;  // for a model file outside a run directory
  std::vector<std::string> overrides;              // "probe.samples=256", as --set takes them
};

struct CurvatureResult {
  Measurement measurement;
  std::vector<std::int64_t> probe_indices;  // of the probe samples in the original dataset file; the Hessian takes the
                                            // first of them, as many as its estimate says
  ExperimentSpec spec;                      // with the overrides
  std::filesystem::path model_file;         // the weights that were measured
  std::vector<std::string> weight_notes;    // what was done to fit them into the network, if anything
  std::string dataset_hash;
  std::int64_t step = 0;  // 0 when it cannot be told
  double seconds = 0;
};

/// Throws InputError for a target that holds no weights, a model file without a spec, weights that don't fit.
CurvatureResult measure_curvature(const CurvatureRequest& request, const CancellationToken& token);

}  // namespace imprint
