// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/probes/probe_kinds.h"
#include "core/fields/field_makers.h"
#include "core/results/metric_row.h"

namespace imprint {

using namespace field_makers;

ProbeFacts top_eigenvalue_facts() {
  return {.name = "top_eigenvalue",
          .options = {{flag({"top_eigenvalue", "Top eigenvalue"}, {},
                            "Measure the largest eigenvalue of the Hessian too, by Lanczos on the Hessian samples."),
                       false},
                      hessian_samples_option(),
                      hessian_products_option()},
          .metrics = {{metric::hessian_top_eigenvalue, "Largest Hessian eigenvalue", "eigenvalue", "largest", ""}},
          .check = check_hessian_samples};
}

}  // namespace imprint
