// SPDX-License-Identifier: GPL-3.0-or-later
// What one curvature probe found.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/results/metric_row.h"
#include "core/results/probe_row.h"
#include "core/results/trace_estimate.h"

namespace imprint {

struct CurvatureReport {
  std::int64_t step = 0;  // optimizer steps done when it was measured
  std::optional<TraceEstimate> fisher;
  std::optional<TraceEstimate> hessian;
  std::optional<EigenvalueEstimate> top_eigenvalue;
  double loss = 0;                          // mean cross-entropy over the probe set, in nats
  double gradient_norm = 0;                 // of that mean's gradient by all parameters, Euclidean
  double weight_norm = 0;                   // of all parameters, Euclidean
  double predictive_entropy = 0;            // mean over the probe set, in nats
  std::vector<std::int64_t> probe_indices;  // of the probe samples in the original dataset file; the Hessian trace
                                            // takes the first `hessian->samples` of them
};

/// The report as metrics (metric_row.h); layers follow their whole. Epoch and time are left to the caller.
std::vector<MetricRow> metric_rows(const CurvatureReport& report);

/// How each estimate of the report was made.
std::vector<ProbeRow> probe_rows(const CurvatureReport& report);

}  // namespace imprint
