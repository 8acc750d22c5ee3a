// SPDX-License-Identifier: GPL-3.0-or-later
// What is known of probes without measuring. No torch here.
#pragma once

#include <vector>

#include "analysis/probes/probe_list.h"
#include "core/spec/spec_probes.h"

namespace imprint {

#define IMPRINT_FACTS(probe) ProbeFacts probe##_facts();
IMPRINT_PROBES(IMPRINT_FACTS)
#undef IMPRINT_FACTS

std::vector<ProbeFacts> all_probe_facts();

// What every probe of the Hessian shares: "hessian_samples", int, and "hessian_max_products", int.

Option hessian_samples_option();
Option hessian_products_option(bool (*applies)(const Options&) = nullptr);
/// They must be among the probe's samples.
void check_hessian_samples(const ProbeSpec& probe, std::vector<FieldProblem>& problems);

}  // namespace imprint
