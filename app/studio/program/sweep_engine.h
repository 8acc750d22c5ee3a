// SPDX-License-Identifier: GPL-3.0-or-later
// The engine behind the sweep page.
#pragma once

#include "app/studio/bridge/sweep_functions.h"

namespace imprint::studio {

/// The real functions; they start the `imprint` that lies beside this program.
SweepFunctions sweep_engine();

}  // namespace imprint::studio
