// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <string>

#include "analysis/probes/probe_kinds.h"
#include "core/fields/field_makers.h"

namespace imprint {

using namespace field_makers;

std::vector<ProbeFacts> all_probe_facts() {
  return {
#define IMPRINT_ROW(probe) probe##_facts(),
      IMPRINT_PROBES(IMPRINT_ROW)
#undef IMPRINT_ROW
  };
}

Option hessian_samples_option() {
  return {number({"hessian_samples", "Hessian samples", "samples"}, {}, within(1, 1e9),
                 "How many of the probe samples, from the first, the Hessian's trace, top eigenvalue and spectrum are "
                 "taken on."),
          128};
}

Option hessian_products_option(bool (*applies)(const Options&)) {
  return {number({"hessian_max_products", "Most products", "products"}, {}, within(2, 1e6),
                 "Cap on Hessian-vector products a probe, of Hutchinson and of Lanczos."),
          30, applies};
}

void check_hessian_samples(const ProbeSpec& probe, std::vector<FieldProblem>& problems) {
  const std::string key = "probe.hessian_samples";
  const int samples = probe.options.get<int>("hessian_samples");
  if (samples <= probe.samples || std::ranges::find(problems, key, &FieldProblem::key) != problems.end()) return;
  problems.push_back({key, "must be at most probe.samples = " + std::to_string(probe.samples) + ", but is " +
                               std::to_string(samples)});
}

}  // namespace imprint
