// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/critical/paired_tests.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "analysis/critical/mean_interval.h"
#include "analysis/critical/student_t.h"
#include "core/base/error.h"
#include "core/base/random_stream.h"

namespace imprint {
namespace {

constexpr int most_exact = 20;  // 2^20 sums of 20 take some milliseconds

/// The sum with the signs that the bits of `pattern` flip.
double flipped_sum(const Eigen::Ref<const Eigen::ArrayXd>& differences, std::uint64_t pattern) {
  double sum = 0;
  for (Eigen::Index i = 0; i < differences.size(); ++i)
    sum += (pattern >> i & 1) != 0 ? -differences[i] : differences[i];
  return sum;
}

double drawn_sum(const Eigen::Ref<const Eigen::ArrayXd>& differences, RandomStream& stream) {
  double sum = 0;
  for (const double difference : differences) sum += (stream() & 1) != 0 ? -difference : difference;
  return sum;
}

}  // namespace

PermutationResult sign_flip_test(const Eigen::Ref<const Eigen::ArrayXd>& differences, std::uint64_t seed,
                                 std::int64_t draws) {
  if (differences.size() == 0) throw InputError("paired differences: there is none, run a seed with its baseline");
  if (!differences.isFinite().all())
    throw InputError("paired differences: one is not finite, leave that seed out by name");
  const double bound = std::abs(differences.sum()) * (1 - 1e-12);
  std::int64_t hits = 0;
  if (differences.size() <= most_exact) {
    const std::int64_t patterns = std::int64_t{1} << differences.size();
    for (std::int64_t pattern = 0; pattern < patterns; ++pattern)
      hits += std::abs(flipped_sum(differences, static_cast<std::uint64_t>(pattern))) >= bound ? 1 : 0;
    return {static_cast<double>(hits) / static_cast<double>(patterns), true, patterns};
  }
  RandomStream stream(seed, StreamPurpose::bootstrap, ~std::uint64_t{0});  // no resample has that index
  for (std::int64_t i = 0; i < draws; ++i) hits += std::abs(drawn_sum(differences, stream)) >= bound ? 1 : 0;
  return {static_cast<double>(hits + 1) / static_cast<double>(draws + 1), false, draws};
}

double paired_effect_size(const Eigen::Ref<const Eigen::ArrayXd>& differences) {
  const auto n = static_cast<double>(differences.size());
  if (n < 3) return std::numeric_limits<double>::quiet_NaN();
  return differences.mean() / sample_deviation(differences) * (1 - 3 / (4 * (n - 1) - 1));
}

double non_inferiority_test(const Eigen::Ref<const Eigen::ArrayXd>& differences, double margin) {
  const auto n = static_cast<double>(differences.size());
  if (n < 2) return std::numeric_limits<double>::quiet_NaN();
  const double excess = differences.mean() - margin, error = sample_deviation(differences) / std::sqrt(n);
  if (error == 0) return excess < 0 ? 0 : 1;
  return student_t_cdf(excess / error, n - 1);
}

std::vector<double> holm_adjusted(const std::vector<double>& p_values) {
  std::vector<std::size_t> order(p_values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return p_values[i]; });
  std::vector<double> adjusted(p_values.size());
  double largest = 0;
  for (std::size_t rank = 0; rank < order.size(); ++rank) {
    const auto factor = static_cast<double>(order.size() - rank);
    largest = std::max(largest, std::min(1.0, factor * p_values[order[rank]]));
    adjusted[order[rank]] = largest;
  }
  return adjusted;
}

}  // namespace imprint
