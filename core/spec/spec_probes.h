// SPDX-License-Identifier: GPL-3.0-or-later
// The probes of a spec: what is known of them without measuring, and which are switched on.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/fields/field_problem.h"
#include "core/fields/options.h"
#include "core/results/metric_info.h"
#include "core/results/probe_row.h"
#include "core/spec/experiment_spec.h"

namespace imprint {

struct EstimatorInfo {
  std::string name;    // "fisher-sampled", as in probes.csv
  std::string spread;  // what its standard error is over: "samples and drawn labels"; "exact, no band"
};

struct ProbeFacts {
  std::string name;                            // "fisher"
  std::vector<Option> options = {};            // the first is its switch; none = measured beside any other
  std::vector<MetricInfo> metrics = {};        // what it records
  std::vector<EstimatorInfo> estimators = {};  // those with a standard error
  /// What the spec alone tells of how the first metric will be taken; null or nothing where it leaves that open.
  std::optional<ProbeRow> (*expected)(const ProbeSpec& probe) = nullptr;
  /// Adds what is wrong between its options. Called while it is switched on.
  void (*check)(const ProbeSpec& probe, std::vector<FieldProblem>& problems) = nullptr;

  bool has_switch() const { return !options.empty(); }
};

/// In the order of measuring. Handed over by app/kinds/kinds.cpp.
std::span<const ProbeFacts> probe_facts();

/// Of all probes: the switches, then the rest; shared ones once for each.
const std::vector<Option>& probe_options();

bool is_switched_on(const ProbeSpec& probe, const ProbeFacts& facts);
/// Whether any is.
bool measures_anything(const ProbeSpec& probe);
/// Whether any of those that are records layers.
bool measures_layers(const ProbeSpec& probe);
/// Whether runs of the spec record the metric of a probe.
bool measures(const ProbeSpec& probe, std::string_view metric);

/// Whether a field of the table ("fisher_draws") has an effect.
bool is_probe_field_read(const ProbeSpec& probe, std::string_view key);

}  // namespace imprint
