// SPDX-License-Identifier: GPL-3.0-or-later
// Lines one pixel wide.
#pragma once

#include <QPen>
#include <cmath>

namespace imprint::studio {

/// On the pixel grid: a hairline there is one pixel wide, not two faint ones.
inline double crisp(double pixel) { return std::floor(pixel) + 0.5; }

inline QPen hairline(const QColor& colour) {
  QPen pen(colour, 1);
  pen.setCosmetic(true);
  return pen;
}

}  // namespace imprint::studio
