// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/critical/rank_correlation.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "core/base/error.h"

namespace imprint {
namespace {

constexpr Eigen::Index fewest_pairs = 5;

double pearson(const Eigen::ArrayXd& x, const Eigen::ArrayXd& y) {
  const Eigen::ArrayXd dx = x - x.mean(), dy = y - y.mean();
  return (dx * dy).sum() / std::sqrt(dx.square().sum() * dy.square().sum());
}

Eigen::ArrayXd chosen(const Eigen::Ref<const Eigen::ArrayXd>& values, const Eigen::Ref<const Eigen::ArrayXi>& units) {
  Eigen::ArrayXd result(units.size());
  for (Eigen::Index i = 0; i < units.size(); ++i) result[i] = values[units[i]];
  return result;
}

}  // namespace

Eigen::ArrayXd ranks_of(const Eigen::Ref<const Eigen::ArrayXd>& values) {
  std::vector<Eigen::Index> order(static_cast<std::size_t>(values.size()));
  std::iota(order.begin(), order.end(), Eigen::Index{0});
  std::ranges::sort(order, {}, [&](Eigen::Index i) { return values[i]; });
  Eigen::ArrayXd ranks(values.size());
  for (std::size_t begin = 0; begin < order.size();) {
    std::size_t end = begin;
    while (end < order.size() && values[order[end]] == values[order[begin]]) ++end;
    const double shared = (static_cast<double>(begin + 1) + static_cast<double>(end)) / 2;
    for (; begin < end; ++begin) ranks[order[begin]] = shared;
  }
  return ranks;
}

double rank_correlation(const Eigen::Ref<const Eigen::ArrayXd>& x, const Eigen::Ref<const Eigen::ArrayXd>& y) {
  if (x.size() != y.size())
    throw InputError("rank correlation: needs pairs, found " + std::to_string(x.size()) + " and " +
                     std::to_string(y.size()) + " values");
  return pearson(ranks_of(x), ranks_of(y));
}

std::optional<ConfidenceInterval> rank_correlation_interval(const Eigen::Ref<const Eigen::ArrayXd>& x,
                                                            const Eigen::Ref<const Eigen::ArrayXd>& y,
                                                            const BootstrapOptions& options) {
  const double observed = rank_correlation(x, y);
  if (x.size() < fewest_pairs || !std::isfinite(observed)) return std::nullopt;
  int without_variation = 0;
  const auto interval = bootstrap_interval(
      static_cast<int>(x.size()),
      [&](const Eigen::Ref<const Eigen::ArrayXi>& units) {
        const double value = rank_correlation(chosen(x, units), chosen(y, units));
        if (std::isfinite(value)) return value;
        ++without_variation;
        return observed;  // such a resample says nothing
      },
      options);
  if (without_variation > options.resamples / 100) return std::nullopt;
  return interval;
}

}  // namespace imprint
