// SPDX-License-Identifier: GPL-3.0-or-later
// What a curvature number and the band around it are, in words for tool tips and captions.
#pragma once

#include <optional>
#include <string>

#include "core/results/probe_row.h"
#include "core/spec/experiment_spec.h"

namespace imprint {

/// The measure that a metric belongs to: "fisher/trace/conv1" is part of "fisher/trace". Other metrics are their own.
std::string measure_of(const std::string& metric);

/// What the standard error of an estimator is over: "images and drawn labels", "images", "random vectors", or "exact,
/// no band"; empty for an estimator without one.
std::string error_source(const std::string& estimator);

/// "By hutchinson, 30 products on 128 images. Band: 1 standard error over random vectors. The tolerance was not
/// reached."
std::string estimate_words(const ProbeRow& row);

/// What the spec alone tells of a measure, for runs that have not stored it; nothing where it leaves the choice to the
/// network.
std::optional<ProbeRow> expected_probe(const ProbeSpec& spec, const std::string& measure);

}  // namespace imprint
