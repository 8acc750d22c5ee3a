// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of a spreadsheet as points.
#pragma once

#include <QString>

#include "app/studio/editor/curve_editor_model.h"

namespace imprint::studio {

/// Time, bits and segment a row, as curve_from_csv takes them. Time is in the unit of the model's axis, or, below a
/// heading that names it "at", the phase of the motif, 0..1. Throws InputError that names the row.
CurvePoints pasted_points(const QString& text, const CurveEditorModel& model);

}  // namespace imprint::studio
