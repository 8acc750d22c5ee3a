// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/growth_profile.h"

#include <cmath>
#include <numbers>

namespace imprint {

double rex_lack(double left, double constant) { return left / ((1 - constant) + constant * left); }

double growth(GrowthProfile profile, double x, double rex_constant) {
  switch (profile) {
    case GrowthProfile::cosine: return (1 - std::cos(std::numbers::pi * x)) / 2;
    case GrowthProfile::exponential: return 1 - std::exp(-4 * x);
    case GrowthProfile::rex: return 1 - rex_lack(1 - x, rex_constant);
    case GrowthProfile::linear: break;
  }
  return x;
}

}  // namespace imprint
