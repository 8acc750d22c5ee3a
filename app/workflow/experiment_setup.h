// SPDX-License-Identifier: GPL-3.0-or-later
// From a spec to data, probe set, threads and plan: all that stands before the first step.
#pragma once

#include <memory>

#include "analysis/probes/probes.h"
#include "core/data/dataset.h"
#include "core/results/run_records.h"
#include "core/spec/experiment_spec.h"

namespace imprint {

struct ExperimentSetup {
  ExperimentSpec spec;  // with the dataset's folder expanded
  DatasetSplit split;
  RunPlan plan;
};

/// Loads the data and counts what the run will do. Throws InputError for a spec that is wrong in itself or does not
/// fit the data, and for a device that is not here.
ExperimentSetup prepare_experiment(const ExperimentSpec& spec);

/// Reads what the run is to begin from, if anything, into a network like its own. Throws InputError where it does not
/// fit.
void require_fitting_start(const ExperimentSetup& setup);

/// The options of the live probe, and its fixed samples.
Probes make_probes(const ExperimentSetup& setup);

}  // namespace imprint
