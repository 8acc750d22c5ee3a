// SPDX-License-Identifier: GPL-3.0-or-later
// What lies under the mouse.
#pragma once

#include <QPointF>

#include "app/studio/editor/canvas_view.h"
#include "app/studio/editor/curve_editor_model.h"

namespace imprint::studio {

struct CanvasHit {
  enum class Kind { nothing, point, bezier_handle, scale_handle, band, line };
  Kind kind = Kind::nothing;
  std::size_t point = 0;  // also of the segment whose handle it is
  int handle = 0;         // 0 or 1 of a bezier segment; 0..7 around a selection, clockwise from the top left
  int band = -1;
  BandPart part = BandPart::body;
};

/// The topmost thing at a pixel: points before handles, band edges, the line and the bodies of bands.
CanvasHit hit_at(const CurveEditorModel& model, const CanvasView& view, const QPointF& pixel);

/// The phase of the motif at a progress of the run, whichever cycle that lies in.
double motif_place(const CurveEditorModel& model, double progress);

}  // namespace imprint::studio
