// SPDX-License-Identifier: GPL-3.0-or-later
// What can be mended in a stored run without training.
#pragma once

#include <string>
#include <vector>

#include "app/workflow/check/run_check.h"
#include "core/store/run_directory.h"

namespace imprint {

/// What was done about one finding.
struct RunRepair {
  RunFinding finding;
  std::string done;     // "made again from the checkpoint of step 10"; empty when nothing was
  std::string problem;  // why it failed; empty when it did not
};

/// Follows the remedy of each finding: makes again what follows from other files, sets damaged checkpoints and files
/// aside (as *.damaged, nothing is deleted but left-over temporary files). Throws InputError when the run is in use.
std::vector<RunRepair> repair_run(const RunDirectory& run, const std::vector<RunFinding>& findings);

}  // namespace imprint
