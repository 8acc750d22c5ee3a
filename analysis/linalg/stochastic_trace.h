// SPDX-License-Identifier: GPL-3.0-or-later
// Hutchinson's estimator of the trace of a symmetric operator, whole and by diagonal blocks.
//
//   tr(A) = E v'Av,  v with independent entries +-1;  Var(v'Av) = 2 (||A||_F^2 - sum_i A_ii^2)
//   tr(A_ss) = E v_s'(Av)_s for a diagonal block s: the same products serve every block
//
// The estimate is the mean of m products with standard error s / sqrt(m), where s is their standard deviation. It
// stops on that error. From few products s is uncertain itself: two standard errors around the estimate hold the
// trace in about 88 % of all cases when 5 products were enough, 91 % for 8 and 95 % from 50 on; hence min_products.
//
// Source: M. F. Hutchinson, Communications in Statistics 18 (1989).
#pragma once

#include <Eigen/Core>

#include <cstdint>
#include <span>
#include <vector>

#include "analysis/linalg/linear_operator.h"
#include "core/base/cancellation.h"

namespace imprint {

/// Rows [begin, end) of the operator: one diagonal block.
struct RowRange {
  Eigen::Index begin = 0;
  Eigen::Index end = 0;
};

struct StochasticTraceOptions {
  double tolerance = 0.05;  // of the standard error, relative to |trace|
  int min_products = 8;     // 2 .. max_products
  int max_products = 30;
  int block = 8;                 // most products at once: bounds the memory, 2 * block vectors
  std::uint64_t stream_key = 0;  // of the probing vectors: the same key draws the same vectors
};

struct MeanEstimate {
  double value = 0;
  double standard_error = 0;
};

struct StochasticTrace {
  MeanEstimate whole;
  std::vector<MeanEstimate> blocks;  // in the order of the ranges; standard errors are not independent
  int products = 0;
  bool reached_tolerance = false;  // false when max_products stopped it
};

/// Probing vector `index` of the stream: the same for every block size.
void fill_probing_vector(std::uint64_t stream_key, std::int64_t index, Eigen::Ref<Eigen::VectorXd> vector);

/// Throws InputError for options out of range or a range outside the operator, CancelledError between blocks.
StochasticTrace hutchinson_trace(const LinearOperator& matrix, std::span<const RowRange> ranges,
                                 const StochasticTraceOptions& options, const CancellationToken& token = {});

}  // namespace imprint
