// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/probes/probe_facts.h"

#include "core/results/metric_row.h"

namespace imprint {

std::vector<MetricInfo> probe_metrics() {
  constexpr bool layers = true;
  return {
      {metric::fisher_trace, "Fisher trace", "trace", "Fisher", "", 1, false, layers, "fisher"},
      {metric::hessian_trace, "Hessian trace", "trace", "Hessian", "", 1, false, layers, "hessian"},
      {metric::hessian_top_eigenvalue, "Largest Hessian eigenvalue", "eigenvalue", "largest", ""},
      {metric::gradient_norm, "Gradient norm", "gradient norm", "gradient", ""},
      {metric::weight_norm, "Weight norm", "weight norm", "weights", ""},
      {metric::predictive_entropy, "Predictive entropy", "entropy", "entropy", "nats"},
  };
}

}  // namespace imprint
