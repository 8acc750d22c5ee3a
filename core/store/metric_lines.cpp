// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/metric_lines.h"

#include <cmath>

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/base/text.h"
#include "core/store/record_limits.h"

namespace imprint {
namespace {

double in_milliseconds(double seconds) { return std::round(seconds * 1000) / 1000; }

/// The text before the next comma, which is cut off `line`.
std::string_view next_cell(std::string_view& line) {
  const auto comma = line.find(',');
  const std::string_view cell = line.substr(0, comma);
  line.remove_prefix(comma == std::string_view::npos ? line.size() : comma + 1);
  return cell;
}

}  // namespace

std::string metric_line(const MetricRow& row) {
  if (row.metric.empty() || row.metric.find_first_of(",\"\r\n") != std::string::npos)
    throw JobError("\"" + row.metric + "\" cannot be the name of a metric");
  std::string line = std::to_string(row.step);
  line.append(",").append(shortest_text(row.epoch));
  line.append(",").append(shortest_text(in_milliseconds(row.wall_seconds)));
  line.append(",").append(row.metric);
  line.append(",").append(shortest_text(row.value)).append(",");
  if (!std::isnan(row.standard_error)) line.append(shortest_text(row.standard_error));
  return line.append("\n");
}

std::optional<MetricRow> parse_metric_line(std::string_view line) {
  MetricRow row;
  const bool has_numbers = take_number(next_cell(line), row.step) && take_number(next_cell(line), row.epoch) &&
                           take_number(next_cell(line), row.wall_seconds);
  row.metric = next_cell(line);
  if (!has_numbers || row.metric.empty() || !take_number(next_cell(line), row.value)) return std::nullopt;
  if (row.step < 0 || row.step > most_steps) return std::nullopt;
  if (line.empty() || take_number(line, row.standard_error)) return row;
  return std::nullopt;
}

void throw_damaged_metrics(const std::filesystem::path& path, std::int64_t line, std::string_view content) {
  const std::string place = path.string() + ":" + std::to_string(line) + ": ";
  if (line == 1) throw InputError(place + "the header step,epoch,wall_seconds,metric,value,stderr is expected");
  throw InputError(place + "\"" + std::string(content.substr(0, 80)) + "\" is no row of metrics");
}

}  // namespace imprint
