// SPDX-License-Identifier: GPL-3.0-or-later
// The colours of maps.
#pragma once

#include <string>

#include "app/figure/figure_content.h"
#include "app/figure/figure_style.h"

namespace imprint {

/// diverging: blue - near white - vermilion, even in OKLab (B. Ottosson, 2020); viridis and cividis:
/// interpolated between nine of the colours that matplotlib publishes for them (viridis: S. van der Walt and
/// N. Smith, CC0; cividis: Nunez, Anderton and Renslow 2018). `share` from 0 to 1. Another name is taken for
/// viridis.
FigureColour map_colour(const std::string& name, double share);

/// What the colour bar's ends stand for: as far below as above zero when the map is diverging, else the
/// smallest and the largest value. Never without height.
ValueRange map_range(const FigureMap& map);

/// The ground of the cell with that value; the page's for none.
FigureColour cell_colour(const FigureMap& map, double value, const FigureStyle& style);

/// From `a` (share 0) to `b` (share 1), in sRGB.
FigureColour blended(const FigureColour& a, const FigureColour& b, double share);

/// Relative luminance, 0 (black) to 1 (white), as WCAG defines it.
double luminance(const FigureColour& colour);

/// Black or white, whichever can be read on `ground`.
FigureColour readable_on(const FigureColour& ground);

}  // namespace imprint
