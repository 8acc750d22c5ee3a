// SPDX-License-Identifier: GPL-3.0-or-later
// Recorded metrics on the axes of a paper's figure.
#pragma once

#include <span>
#include <string>

#include "core/results/metric_info.h"

namespace imprint {

/// What shares an axis: "accuracy", "loss", "bits", "trace", ...; a metric that no table lists is its own family.
std::string metric_family(const std::string& metric);

/// For an axis that shows them all, with its unit: "Test accuracy (%)", "Accuracy (%)".
std::string metric_axis_label(std::span<const std::string> metrics);

/// What tells one of several metrics on an axis from the others: "test", "Fisher", "conv1".
std::string metric_tag(const std::string& metric);

/// "accuracy points" for accuracies, "test loss": the unit of damage on an axis, where the caption names the metric.
std::string damage_unit_words(const std::string& metric);

}  // namespace imprint
