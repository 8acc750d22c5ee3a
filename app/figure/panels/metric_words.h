// SPDX-License-Identifier: GPL-3.0-or-later
// Recorded metrics as a reader of a paper knows them.
#pragma once

#include <span>
#include <string>

namespace imprint {

/// What shares an axis: "accuracy", "loss", "bits", "trace", ...; a metric that is none of those is its own family.
std::string metric_family(const std::string& metric);

/// By what recorded values are multiplied for the axis: 100 for accuracies and relative cost, shown in per cent,
/// else 1.
double metric_factor(const std::string& metric);

/// value * factor, without the digits that binary fractions add: .9123 is 91.23 per cent, not 91.23000000000001.
double scaled_value(double value, double factor);

/// "Test accuracy", "Fisher trace of conv1", "Learning rate"; other names as they are recorded.
std::string metric_title(const std::string& metric);
/// The same within a sentence: "test accuracy", "Fisher trace".
std::string metric_words(const std::string& metric);

/// For an axis that shows them all, with its unit: "Test accuracy (%)", "Accuracy (%)".
std::string metric_axis_label(std::span<const std::string> metrics);

/// What tells one of several metrics on an axis from the others: "test", "Fisher", "conv1".
std::string metric_tag(const std::string& metric);

/// "accuracy points" for accuracies, "test loss": the unit of damage on an axis, where the caption names the metric.
std::string damage_unit_words(const std::string& metric);

}  // namespace imprint
