// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/critical/rank_correlation.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <utility>
#include <vector>

#include "core/base/error.h"
#include "core/base/random_stream.h"
#include "core/base/text.h"

namespace imprint {
namespace {

constexpr double most_enumerated = 5000;
constexpr int drawn_arrangements = 2000;

double pearson(const Eigen::ArrayXd& x, const Eigen::ArrayXd& y) {
  const Eigen::ArrayXd dx = x - x.mean(), dy = y - y.mean();
  return (dx * dy).sum() / std::sqrt(dx.square().sum() * dy.square().sum());
}

using Order = std::vector<Eigen::Index>;

Order identity_order(Eigen::Index count) {
  Order order(static_cast<std::size_t>(count));
  std::iota(order.begin(), order.end(), Eigen::Index{0});
  return order;
}

double factorial(Eigen::Index count) { return std::tgamma(static_cast<double>(count) + 1); }

/// Ranks over the whole table, about their mean and of unit length: their products are correlations.
Eigen::ArrayXXd unit_ranks(const Eigen::Ref<const Eigen::ArrayXXd>& table) {
  const Eigen::ArrayXXd copy = table;
  const Eigen::ArrayXd ranks = ranks_of(Eigen::Map<const Eigen::ArrayXd>(copy.data(), copy.size()));
  const Eigen::ArrayXd centred = ranks - ranks.mean();
  const Eigen::ArrayXd unit = centred / std::sqrt(centred.square().sum());
  return Eigen::Map<const Eigen::ArrayXXd>(unit.data(), table.rows(), table.cols());
}

double arranged_correlation(const Eigen::ArrayXXd& x, const Eigen::ArrayXXd& y, const Order& rows,
                            const Order& columns) {
  double sum = 0;
  for (Eigen::Index column = 0; column < x.cols(); ++column)
    for (Eigen::Index row = 0; row < x.rows(); ++row)
      sum += x(row, column) * y(rows[static_cast<std::size_t>(row)], columns[static_cast<std::size_t>(column)]);
  return sum;
}

/// atanh, with the perfect correlation half a step of the ranks from the next one below it, so that it stays finite.
double fisher_scale(double correlation, Eigen::Index pairs) {
  const auto n = static_cast<double>(pairs);
  const double largest = 1 - 6 / (n * (n * n - 1));
  return std::atanh(std::clamp(correlation, -largest, largest));
}

/// |z| of every arrangement of the rows and columns of y.
std::vector<double> all_arrangements(const Eigen::ArrayXXd& x, const Eigen::ArrayXXd& y) {
  std::vector<double> magnitudes;
  Order rows = identity_order(x.rows());
  do {
    Order columns = identity_order(x.cols());
    do magnitudes.push_back(std::abs(fisher_scale(arranged_correlation(x, y, rows, columns), x.size())));
    while (std::ranges::next_permutation(columns).found);
  } while (std::ranges::next_permutation(rows).found);
  return magnitudes;
}

void shuffle(Order& order, RandomStream& stream) {
  for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[stream.below(i)]);
}

/// Of the given arrangement and of drawn ones.
std::vector<double> some_arrangements(const Eigen::ArrayXXd& x, const Eigen::ArrayXXd& y, std::uint64_t seed) {
  Order rows = identity_order(x.rows()), columns = identity_order(x.cols());
  std::vector<double> magnitudes;
  RandomStream stream(seed, StreamPurpose::bootstrap, ~std::uint64_t{1});  // no resample has that index
  for (int i = 0; i < drawn_arrangements; ++i) {
    magnitudes.push_back(std::abs(fisher_scale(arranged_correlation(x, y, rows, columns), x.size())));
    shuffle(rows, stream);
    shuffle(columns, stream);
  }
  return magnitudes;
}

/// h, and the share of arrangements beyond it. Equal sums in another order differ by their rounding, hence the edge.
struct HalfWidth {
  double value = 0;
  double share_beyond = 0;
  double edge() const { return value * (1 + 1e-12); }
  /// That of an interval around z: one that is as far as h itself ends at 0.
  double around(double z) const { return std::abs(z) <= edge() ? std::max(value, std::abs(z)) : value; }
};

HalfWidth half_width(std::vector<double> magnitudes, double alpha) {
  std::ranges::sort(magnitudes, std::greater<>());
  const auto count = static_cast<double>(magnitudes.size());
  HalfWidth h{magnitudes[static_cast<std::size_t>(alpha * count * (1 + 1e-12))]};
  const auto beyond = std::ranges::count_if(magnitudes, [&](double magnitude) { return magnitude > h.edge(); });
  h.share_beyond = static_cast<double>(beyond) / count;
  return h;
}

void check(const Eigen::Ref<const Eigen::ArrayXXd>& x, const Eigen::Ref<const Eigen::ArrayXXd>& y, double level) {
  if (x.rows() != y.rows() || x.cols() != y.cols())
    throw InputError("rank correlation: the tables of conditions and seeds differ in size");
  if (!x.isFinite().all() || !y.isFinite().all()) throw InputError("rank correlation: a value is not finite");
  if (!(level > 0 && level < 1))
    throw InputError("interval level: must be above 0 and below 1, found " + plain_text(level));
}

std::string too_few_words(Eigen::Index conditions, Eigen::Index seeds, double arrangements) {
  return std::to_string(conditions) + (conditions == 1 ? " condition x " : " conditions x ") + std::to_string(seeds) +
         (seeds == 1 ? " seed" : " seeds") + " can be arranged in " + plain_text(arrangements) +
         (arrangements == 1 ? " way" : " ways") + ", too few to tell a relation from chance";
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

CrossedCorrelation crossed_rank_correlation(const Eigen::Ref<const Eigen::ArrayXXd>& x,
                                            const Eigen::Ref<const Eigen::ArrayXXd>& y,
                                            const IntervalOptions& options) {
  check(x, y, options.level);
  const Eigen::ArrayXXd rank_x = unit_ranks(x), rank_y = unit_ranks(y);
  CrossedCorrelation result;
  result.value = std::clamp((rank_x * rank_y).sum(), -1.0, 1.0);
  if (x.size() < 2 || !std::isfinite(result.value)) return {std::nan(""), std::nullopt, "one of the two does not vary"};
  const double arrangements = factorial(x.rows()) * factorial(x.cols()), alpha = 1 - options.level;
  const HalfWidth h = half_width(arrangements <= most_enumerated ? all_arrangements(rank_x, rank_y)
                                                                 : some_arrangements(rank_x, rank_y, options.seed),
                                 alpha);
  if (h.share_beyond < std::max(alpha - 0.02, alpha / 2)) {
    result.why_no_interval = too_few_words(x.rows(), x.cols(), arrangements);
    return result;
  }
  const double z = fisher_scale(result.value, x.size()), half = h.around(z);
  result.interval = {std::min(std::tanh(z - half), result.value), std::max(std::tanh(z + half), result.value),
                     options.level, IntervalKind::permutation};
  return result;
}

}  // namespace imprint
