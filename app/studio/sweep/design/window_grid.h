// SPDX-License-Identifier: GPL-3.0-or-later
// All deficit windows of a grid, as bars over the run: one row an onset and length, in the unit of the deficit.
#pragma once

#include <string>
#include <vector>

#include "app/studio/sweep/design/sweep_draft.h"

namespace imprint::studio {

struct WindowRow {
  double onset = 0;
  double length = 0;
  int onset_value = -1;  // its place on its axis; -1 when the base has it
  int length_value = -1;
  bool is_late = false;  // the control of equal length
  double total = 0;      // the end of the run
  bool operator==(const WindowRow&) const = default;
};

struct WindowGrid {
  std::vector<WindowRow> rows;     // by onset, then length, late controls last
  std::vector<std::string> kinds;  // that every row has
  std::string unit;
  double total = 1;        // of the longest row
  int onset_decimals = 0;  // to which a moved window snaps
  int length_decimals = 0;
};

/// Of the values that can be read; without rows when the base has no deficit and no axis makes one.
WindowGrid window_grid(const SweepDraft& draft);

/// The training budget in the unit: epochs, iterations, or 1 for fractions. At least a little above 0.
double budget_in_unit(const ExperimentSpec& spec, const std::string& unit);

}  // namespace imprint::studio
