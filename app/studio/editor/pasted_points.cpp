// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/editor/pasted_points.h"

#include "core/spec/preset_io.h"

namespace imprint::studio {

CurvePoints pasted_points(const QString& text, const CurveEditorModel& model) {
  const auto phase = [&](double time) { return model.map().at(time * model.unit_progress()); };
  return curve_points(curve_from_csv(text.toStdString(), "Clipboard", phase));
}

}  // namespace imprint::studio
