// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/linalg/stochastic_trace.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "analysis/linalg/rademacher.h"
#include "analysis/linalg/running_moments.h"
#include "core/base/error.h"
#include "core/base/text.h"

namespace imprint {
namespace {

void check(const StochasticTraceOptions& options) {
  if (!(options.tolerance >= 0))
    throw InputError("tolerance of a stochastic trace: must be 0 or more, found " + shortest_text(options.tolerance));
  if (options.min_products < 2)
    throw InputError("min_products of a stochastic trace: must be 2 or more, or there is no standard error; found " +
                     std::to_string(options.min_products));
  if (options.max_products < options.min_products)
    throw InputError("max_products of a stochastic trace: must be at least min_products (" +
                     std::to_string(options.min_products) + "), found " + std::to_string(options.max_products));
  if (options.block < 1)
    throw InputError("block of a stochastic trace: must be 1 or more, found " + std::to_string(options.block));
}

void check(std::span<const RowRange> ranges, Eigen::Index rows) {
  for (const RowRange& range : ranges)
    if (range.begin < 0 || range.end < range.begin || range.end > rows)
      throw InputError("rows " + std::to_string(range.begin) + " to " + std::to_string(range.end) +
                       " lie outside an operator of " + std::to_string(rows) + " rows");
}

/// The quadratic forms of all products so far.
struct Moments {
  RunningMoments whole;
  std::vector<RunningMoments> blocks;

  void add(std::span<const RowRange> ranges, const Eigen::Ref<const Eigen::VectorXd>& vector,
           const Eigen::Ref<const Eigen::VectorXd>& product) {
    whole.add(vector.dot(product));
    for (std::size_t i = 0; i < ranges.size(); ++i) {
      const Eigen::Index size = ranges[i].end - ranges[i].begin;
      blocks[i].add(vector.segment(ranges[i].begin, size).dot(product.segment(ranges[i].begin, size)));
    }
  }
};

/// How many times too large the standard error still is; at most 1 = good enough.
double excess(const RunningMoments& moments, double tolerance) {
  const double error = moments.standard_error_of_mean();
  return error == 0 ? 0 : error / (tolerance * std::abs(moments.mean()));
}

/// The error falls with the square root of the products, so the spread so far tells about how many are missing.
int next_block(const RunningMoments& moments, const StochasticTraceOptions& options) {
  const int done = static_cast<int>(moments.count());
  const double too_large = done < options.min_products ? 0 : excess(moments, options.tolerance);
  const double needed = std::ceil(done * too_large * too_large);
  const int wanted = needed <= options.max_products ? std::max(static_cast<int>(needed), options.min_products)
                                                    : options.max_products;  // also when nothing is known: NaN
  return std::clamp(wanted - done, 1, options.block);
}

bool is_done(const RunningMoments& moments, const StochasticTraceOptions& options) {
  return moments.count() >= options.min_products && excess(moments, options.tolerance) <= 1;
}

MeanEstimate estimate(const RunningMoments& moments) { return {moments.mean(), moments.standard_error_of_mean()}; }

StochasticTrace summary(const Moments& moments, const StochasticTraceOptions& options) {
  StochasticTrace result;
  result.whole = estimate(moments.whole);
  for (const RunningMoments& block : moments.blocks) result.blocks.push_back(estimate(block));
  result.products = static_cast<int>(moments.whole.count());
  result.reached_tolerance = is_done(moments.whole, options);
  return result;
}

}  // namespace

void fill_probing_vector(std::uint64_t stream_key, std::int64_t index, Eigen::Ref<Eigen::VectorXd> vector) {
  fill_rademacher(RandomStream(mix64(stream_key ^ mix64(static_cast<std::uint64_t>(index)))), vector);
}

StochasticTrace hutchinson_trace(const LinearOperator& matrix, std::span<const RowRange> ranges,
                                 const StochasticTraceOptions& options, const CancellationToken& token) {
  check(options);
  check(ranges, matrix.rows());
  Moments moments{{}, std::vector<RunningMoments>(ranges.size())};
  Eigen::MatrixXd vectors, products;
  while (!is_done(moments.whole, options) && moments.whole.count() < options.max_products) {
    token.throw_if_cancelled();
    const int count = next_block(moments.whole, options);
    vectors.resize(matrix.rows(), count);
    products.resize(matrix.rows(), count);
    for (int i = 0; i < count; ++i) fill_probing_vector(options.stream_key, moments.whole.count() + i, vectors.col(i));
    matrix.apply(vectors, products);
    for (int i = 0; i < count; ++i) moments.add(ranges, vectors.col(i), products.col(i));
  }
  return summary(moments, options);
}

}  // namespace imprint
