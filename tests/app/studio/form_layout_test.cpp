// SPDX-License-Identifier: GPL-3.0-or-later
// Which fields of the form matter: written down once more from what the probe reads, for every choice of what it
// measures.
#include "app/studio/models/form_layout.h"

#include <gtest/gtest.h>

#include <set>

#include "core/spec/spec_fields.h"

namespace imprint::studio {
namespace {

std::set<std::string> read_by_the_probe(const ProbeSpec& probe) {
  std::set<std::string> fields;
  if (probe.fisher || probe.hessian || probe.top_eigenvalue) fields.insert({"every", "samples"});
  if (probe.fisher) fields.insert({"per_layer", "fisher_method"});
  if (probe.fisher && probe.fisher_method == "sampled") fields.insert("fisher_draws");
  if (probe.hessian) fields.insert({"per_layer", "hessian_method", "hessian_samples"});
  if (probe.hessian && probe.hessian_method != "exact") fields.insert({"hessian_tolerance", "hessian_max_products"});
  if (probe.top_eigenvalue) fields.insert({"hessian_samples", "hessian_max_products"});
  return fields;
}

void expect_shown(const ExperimentSpec& spec) {
  const auto read = read_by_the_probe(spec.probe);
  ExperimentSpec copy = spec;
  for (const Field& field : spec_fields(copy)) {
    if (!field.key.starts_with("probe.")) continue;
    const std::string name = field.key.substr(6);
    const bool is_switch = name == "fisher" || name == "hessian" || name == "top_eigenvalue";
    EXPECT_EQ(field_applies(spec, field.key), is_switch || read.contains(name))
        << field.key << " with fisher " << spec.probe.fisher << " " << spec.probe.fisher_method << ", hessian "
        << spec.probe.hessian << " " << spec.probe.hessian_method << ", top eigenvalue " << spec.probe.top_eigenvalue;
  }
}

TEST(FormLayout, ShowsEveryFieldThatTheProbeReadsAndNoOther) {
  for (const bool fisher : {false, true})
    for (const bool hessian : {false, true})
      for (const bool top : {false, true})
        for (const char* labels : {"sampled", "exact", "empirical"})
          for (const char* method : {"auto", "exact", "hutchinson"}) {
            ExperimentSpec spec;
            spec.probe.fisher = fisher;
            spec.probe.hessian = hessian;
            spec.probe.top_eigenvalue = top;
            spec.probe.fisher_method = labels;
            spec.probe.hessian_method = method;
            expect_shown(spec);
          }
}

}  // namespace
}  // namespace imprint::studio
