// SPDX-License-Identifier: GPL-3.0-or-later
// One row of metrics.csv as text, and back.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "core/results/metric_row.h"

namespace imprint {

inline constexpr std::string_view metrics_header = "step,epoch,wall_seconds,metric,value,stderr\n";

inline constexpr std::int64_t largest_metrics_file = std::int64_t{1} << 30;  // 20 million rows

/// The row with its newline. Numbers are the shortest that read back equal, wall_seconds in whole
/// milliseconds; a standard error of NaN is left empty. Throws JobError for a metric name that would break
/// the line.
std::string metric_line(const MetricRow& row);

/// Nothing when the line (without its newline) is damaged: a step below 0 or above `most_steps` included.
std::optional<MetricRow> parse_metric_line(std::string_view line);

/// Throws InputError for a line that is not what it should be: the header when it is number 1, else a row.
[[noreturn]] void throw_damaged_metrics(const std::filesystem::path& path, std::int64_t line, std::string_view content);

}  // namespace imprint
