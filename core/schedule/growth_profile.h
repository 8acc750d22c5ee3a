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

/// z / ((1 - c) + c z): what the rex profile still lacks when z = 1 - x is left. Bits are evaluated from it as
/// published, q_max - (q_max - q_min) rex_lack(z), since the order decides which way ties such as 3.5 bits are rounded.
double rex_lack(double left, double constant);

/// s(x). `rex_constant` in [0, 1) is used by `rex` alone; the REX paper's own value is 1/2.
double growth(GrowthProfile profile, double x, double rex_constant = 0.9);

}  // namespace imprint
