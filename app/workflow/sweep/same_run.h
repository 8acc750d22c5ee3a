// SPDX-License-Identifier: GPL-3.0-or-later
// The folder of a leaf that does at every step what an earlier leaf does: nothing is computed for it, but it is a run
// like any other, to be listed, shown, compared, exported and resumed.
#pragma once

#include <string>

#include "app/workflow/sweep/sweep_plan.h"
#include "core/store/run_directory.h"

namespace imprint {

/// "the same as baseline_seed=1, all 100 steps": the reason in its status.json.
std::string same_run_text(const SweepLeaf& other);

/// Copies what the finished run `from` of the leaf `other` has recorded into the folder of `leaf`, under the leaf's own
/// spec and windows; a folder that is finished already is left as it is. Throws JobError, DiskFullError, InputError.
void write_same_run(const RunDirectory& from, const SweepLeaf& other, const RunDirectory& to, const SweepLeaf& leaf);

}  // namespace imprint
