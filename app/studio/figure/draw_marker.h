// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/studio/figure/figure_canvas.h"

namespace imprint::studio {

/// Markers of one `size` (points) look equally large, whatever their form.
void draw_marker(FigureCanvas& canvas, FigureMarker marker, PagePoint centre, double size, FigureColour colour);

}  // namespace imprint::studio
