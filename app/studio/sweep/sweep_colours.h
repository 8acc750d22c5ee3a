// SPDX-License-Identifier: GPL-3.0-or-later
// Colours that the sweep page adds to the theme's.
#pragma once

#include <QColor>
#include <string>

namespace imprint::studio {

/// Of a kind of deficit, the same everywhere.
QColor kind_colour(const std::string& kind);

/// share -1..1: -1 the strongest blue (better than the baseline), 0 the neutral middle, 1 the strongest orange (harm).
/// Okabe and Ito's pair, told apart by every kind of colour vision; lightness rises or falls evenly to both sides.
QColor diverging_colour(double share);

/// Black or white, whichever reads better on it.
QColor ink_on(const QColor& ground);

/// WCAG's contrast of two colours, 1..21.
double contrast(const QColor& a, const QColor& b);

}  // namespace imprint::studio
