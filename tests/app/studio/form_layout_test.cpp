// SPDX-License-Identifier: GPL-3.0-or-later
// Which fields of the form matter: written down once more from what the probe reads, for every choice of what it
// measures.
#include "app/studio/models/form_layout.h"

#include <gtest/gtest.h>

#include <set>

#include "core/spec/spec_fields.h"

namespace imprint::studio {
namespace {

bool is_on(const ProbeSpec& probe, const char* name) { return probe.options.get<bool>(name); }

bool has_method(const ProbeSpec& probe, const char* name, const char* method) {
  return probe.options.get<std::string>(name) == method;
}

std::set<std::string> read_by_the_probe(const ProbeSpec& probe) {
  std::set<std::string> fields;
  const bool fisher = is_on(probe, "fisher"), hessian = is_on(probe, "hessian"), top = is_on(probe, "top_eigenvalue"),
             spectrum = is_on(probe, "spectrum");
  if (fisher || hessian || top || spectrum) fields.insert({"every", "samples"});
  if (fisher) fields.insert({"per_layer", "fisher_method"});
  if (fisher && has_method(probe, "fisher_method", "sampled")) fields.insert("fisher_draws");
  if (hessian) fields.insert({"per_layer", "hessian_method", "hessian_samples"});
  if (hessian && !has_method(probe, "hessian_method", "exact"))
    fields.insert({"hessian_tolerance", "hessian_max_products"});
  if (top || spectrum) fields.insert({"hessian_samples", "hessian_max_products"});
  if (spectrum) fields.insert("spectrum_starts");
  return fields;
}

void expect_shown(const ExperimentSpec& spec) {
  const auto read = read_by_the_probe(spec.probe);
  ExperimentSpec copy = spec;
  for (const Field& field : spec_fields(copy)) {
    if (!field.key.starts_with("probe.")) continue;
    const std::string name = field.key.substr(6);
    const bool is_switch = name == "fisher" || name == "hessian" || name == "top_eigenvalue" || name == "spectrum";
    EXPECT_EQ(field_applies(spec, field.key), is_switch || read.contains(name)) << field.key;
  }
}

TEST(FormLayout, ShowsEveryFieldThatTheProbeReadsAndNoOther) {
  for (const bool fisher : {false, true})
    for (const bool hessian : {false, true})
      for (const auto& [top, spectrum] : {std::pair(false, false), {false, true}, {true, false}, {true, true}})
        for (const char* labels : {"sampled", "exact", "empirical"})
          for (const char* method : {"auto", "exact", "hutchinson"}) {
            ExperimentSpec spec;
            spec.probe.options.set("fisher", fisher);
            spec.probe.options.set("hessian", hessian);
            spec.probe.options.set("top_eigenvalue", top);
            spec.probe.options.set("spectrum", spectrum);
            spec.probe.options.set<std::string>("fisher_method", labels);
            spec.probe.options.set<std::string>("hessian_method", method);
            expect_shown(spec);
          }
}

}  // namespace
}  // namespace imprint::studio
