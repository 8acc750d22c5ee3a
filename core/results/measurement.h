// SPDX-License-Identifier: GPL-3.0-or-later
// What the probes of one moment have found.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/results/artefact.h"
#include "core/results/estimate.h"
#include "core/results/metric_row.h"
#include "core/results/probe_row.h"

namespace imprint {

struct Measured {
  std::string metric;  // "fisher/trace"
  Estimate estimate;
  bool is_recorded = true;  // in the run's metrics; else it is only told when it is asked for
};

struct Measurement {
  std::vector<Measured> numbers = {};
  std::vector<Artefact> artefacts = {};

  /// nullptr when it was not measured.
  const Estimate* find(std::string_view metric) const;
};

/// What is recorded, as metrics (metric_row.h); layers follow their whole. Epoch and time are left to the caller.
std::vector<MetricRow> metric_rows(const Measurement& measurement, std::int64_t step);

/// How each estimate was made.
std::vector<ProbeRow> probe_rows(const Measurement& measurement, std::int64_t step);

}  // namespace imprint
