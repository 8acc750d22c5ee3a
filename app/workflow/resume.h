// SPDX-License-Identifier: GPL-3.0-or-later
// What is asked of a stored run before it goes on, and before anything in it is touched.
#pragma once

#include <string>
#include <vector>

#include "app/workflow/experiment_setup.h"
#include "core/spec/experiment_spec.h"
#include "core/store/run_directory.h"

namespace imprint {

/// The spec of the run in config.json; when that is gone or no JSON any more, from its newest whole checkpoint. Throws
/// InputError when there is no run, when neither can be read, and for a config that says what no spec may.
ExperimentSpec stored_spec(const RunDirectory& directory);

/// Gives the plan the thread count that the run began with, since its bits depend on it, and returns words on each
/// changed field that is taken as it is now. Throws InputError when the data or a field that the done steps depend on
/// are not what they were, naming the first.
std::vector<std::string> take_up(const RunDirectory& directory, ExperimentSetup& setup);

}  // namespace imprint
