// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/growth_profile.h"

#include <cmath>
#include <numbers>

namespace imprint {
namespace {

double rex(double x, double constant) {
  const double remaining = 1 - x;
  return 1 - remaining / ((1 - constant) + constant * remaining);
}

}  // namespace

double growth(GrowthProfile profile, double x, double rex_constant) {
  switch (profile) {
    case GrowthProfile::cosine:
      return (1 - std::cos(std::numbers::pi * x)) / 2;
    case GrowthProfile::exponential:
      return 1 - std::exp(-4 * x);
    case GrowthProfile::rex:
      return rex(x, rex_constant);
    case GrowthProfile::linear:
      break;
  }
  return x;
}

}  // namespace imprint
