// SPDX-License-Identifier: GPL-3.0-or-later
// How far a job is or how it ended, as facts for one line: an experiment, a range test, a sweep.
#pragma once

#include <vector>

#include "app/studio/bridge/range_test_session.h"
#include "app/studio/bridge/run_session.h"
#include "app/studio/bridge/sweep_session.h"
#include "app/studio/widgets/parts_label.h"

namespace imprint::studio {

struct JobLine {
  std::vector<LinePart> parts;  // the first says what it is: "Step 504 of 1,504", "Range test finished"
  double share = 0;             // done, 0..1
};

/// "Step 504 of 1,504 · baseline · training · 1:05 left · epoch 5.3 · 4 / 8 bits · 12.3 steps/s"; "Loading data";
/// "Run finished · NAME"; "Ready" before the first run.
JobLine line_of(const RunSession& session);
/// "Range test: step 40 of 700 · 3 bits"; "Range test finished".
JobLine line_of(const RangeTestSession& session);
/// "Sweep: 12 of 72 runs · 1 failed · 1:05 left"; "Sweep stopped · NAME".
JobLine line_of(const SweepSession& session);

}  // namespace imprint::studio
