// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bench/step_ratio.h"

#include <algorithm>
#include <cmath>

#include "core/base/error.h"

namespace imprint {
namespace {

double at_share(const std::vector<double>& sorted, double share) {
  const double place = share * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return std::lerp(sorted[below], sorted[above], place - std::floor(place));
}

}  // namespace

Quartiles quartiles(std::vector<double> values) {
  if (values.empty()) throw InputError("quartiles of no values");
  std::ranges::sort(values);
  return {at_share(values, 0.25), at_share(values, 0.5), at_share(values, 0.75)};
}

Quartiles ratio_quartiles(std::span<const double> times, std::span<const double> base) {
  if (times.size() != base.size()) throw InputError("ratios of times that were not taken in the same rounds");
  std::vector<double> ratios;
  for (std::size_t i = 0; i < times.size(); ++i) ratios.push_back(times[i] / base[i]);
  return quartiles(std::move(ratios));
}

}  // namespace imprint
