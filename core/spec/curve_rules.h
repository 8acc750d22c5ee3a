// SPDX-License-Identifier: GPL-3.0-or-later
// What makes a drawn precision curve a right one.
#pragma once

#include <string>
#include <vector>

#include "core/spec/experiment_spec.h"
#include "core/spec/spec_io.h"

namespace imprint {

/// What is wrong with a curve whose bits must lie within [lowest, highest]; `key` is its table, "precision.curve". An
/// empty list means that it can be evaluated: lists of equal length, places ascending within [0, 1], known segments
/// and four handles a bezier segment, x1 and x2 of each within [0, 1] so that the curve never goes back in time.
std::vector<FieldProblem> curve_problems(const PrecisionCurve& curve, const std::string& key, int lowest, int highest);

/// The same for all that the schedule "curve" needs; and a curve where the schedule takes none.
std::vector<FieldProblem> curve_problems(const PrecisionSpec& precision);

}  // namespace imprint
