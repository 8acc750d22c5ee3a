// SPDX-License-Identifier: GPL-3.0-or-later
// What is known of probes without measuring. No torch here.
#pragma once

#include <vector>

#include "core/results/metric_info.h"

namespace imprint {

std::vector<MetricInfo> probe_metrics();

}  // namespace imprint
