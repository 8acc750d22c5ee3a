// SPDX-License-Identifier: GPL-3.0-or-later
// The files and folders that an experiment names.
#pragma once

#include "core/spec/experiment_spec.h"

namespace imprint {

/// What becomes of a "~" at the beginning: it means the same in every working folder, but not for every user.
enum class HomeSign { expanded, kept };

/// Makes each absolute, so that what is stored means the same in every working folder: data, the net's own file, a
/// checkpoint to begin from. Empty ones stay empty.
void make_paths_whole(ExperimentSpec& spec, HomeSign home);

}  // namespace imprint
