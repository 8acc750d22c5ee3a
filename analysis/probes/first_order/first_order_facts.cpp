// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/probes/probe_kinds.h"
#include "core/results/metric_row.h"

namespace imprint {

ProbeFacts first_order_facts() {
  return {.name = "first_order",
          .metrics = {{metric::gradient_norm, "Gradient norm", "gradient norm", "gradient", ""},
                      {metric::weight_norm, "Weight norm", "weight norm", "weights", ""},
                      {metric::predictive_entropy, "Predictive entropy", "entropy", "entropy", "nats"}}};
}

}  // namespace imprint
