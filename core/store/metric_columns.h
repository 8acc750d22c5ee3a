// SPDX-License-Identifier: GPL-3.0-or-later
// A few metrics of a metrics.csv as columns: for figures over many long runs, where rows with their names would take
// ten times the memory and most of them are not wanted.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace imprint {

/// One metric in the order of its steps, each step once: what a resumed run measured anew replaces what was there.
struct MetricColumn {
  std::string metric = {};
  std::vector<std::int64_t> steps = {};
  std::vector<double> values = {};
  std::vector<double> wall_seconds = {};
  std::vector<double> standard_errors = {};  // NaN where a value is no estimate; empty when none is
};

/// The wanted metrics that the file has, in the order of their first rows; a wanted name that ends in "/" takes all
/// that begin with it. Throws InputError as read_metrics does; of rows that are not wanted only the number of cells is
/// checked.
std::vector<MetricColumn> read_metric_columns(const std::filesystem::path& path, std::span<const std::string> wanted);

}  // namespace imprint
