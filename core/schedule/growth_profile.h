// SPDX-License-Identifier: GPL-3.0-or-later
// The four growth profiles s : [0, 1] -> [0, 1] of Wolfe & Kyrillidis (arXiv 2403.02243).
//
//   linear       x                      cosine  (1 - cos(pi x)) / 2
//   exponential  1 - exp(-4 x)          rex     1 - z / ((1 - c) + c z),  z = 1 - x,  c = 0.9
//
// All start at 0; all but the exponential (0.982) end at 1.
#pragma once

namespace imprint {

enum class GrowthProfile { linear, cosine, exponential, rex };

/// s(x). `rex_constant` in [0, 1) is used by `rex` alone; the REX paper's own value is 1/2.
double growth(GrowthProfile profile, double x, double rex_constant = 0.9);

}  // namespace imprint
