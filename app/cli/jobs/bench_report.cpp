// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/jobs/bench_report.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/cli/table.h"
#include "app/download/size_text.h"
#include "core/base/json_text.h"

namespace imprint::cli {
namespace {

using Json = nlohmann::ordered_json;

Json machine_json(const BenchResult& result, const BenchMachine& machine) {
  return {{"cpu", machine.environment.cpu},
          {"cpu_features", machine.environment.cpu_features},
          {"threads", result.threads},
          {"libtorch_version", machine.environment.libtorch_version},
          {"onednn_version", machine.multipliers.onednn_version}};
}

Json row_json(const BenchRow& row) {
  return {{"model", row.model},
          {"batch", row.batch},
          {"precision", row.precision},
          {"executor", row.executor},
          {"milliseconds", row.milliseconds},
          {"ratio", row.ratio},
          {"ratio_low", row.ratio_low},
          {"ratio_high", row.ratio_high},
          {"peak_bytes", row.peak_bytes ? Json(*row.peak_bytes) : Json()}};
}

std::string spread_of(const BenchRow& row) {
  return significant(row.ratio_low, 3) + " to " + significant(row.ratio_high, 3);
}

std::string features_of(const Environment& environment) {
  std::string text;
  for (const std::string& feature : environment.cpu_features) text += (text.empty() ? "" : " ") + feature;
  return text.empty() ? "no instruction set that matters" : text;
}

std::string remarks(const BenchResult& result, const BenchMachine& machine) {
  std::string text = machine.environment.cpu + " with " + features_of(machine.environment) +
                     "; threads: " + std::to_string(result.threads) + "; images of " + image_text(result.image) +
                     ". Other load on the machine makes these numbers worthless.\n";
  const bool is_unmeasured = std::ranges::any_of(result.rows, [](const BenchRow& row) { return !row.peak_bytes; });
  if (is_unmeasured) text += "No peak memory: /proc/self/clear_refs cannot be written here.\n";
  return text;
}

}  // namespace

std::string bench_text(const BenchResult& result, const BenchMachine& machine) {
  Table table({{"MODEL"},
               {"BATCH", Align::right},
               {"BITS"},
               {"EXECUTOR"},
               {"MS A STEP", Align::right},
               {"TIMES PLAIN", Align::right},
               {"QUARTILES", Align::right},
               {"PEAK MEMORY", Align::right}});
  for (const BenchRow& row : result.rows)
    table.add_row({row.model, std::to_string(row.batch), row.precision, row.executor, significant(row.milliseconds),
                   significant(row.ratio, 3), spread_of(row), row.peak_bytes ? size_text(*row.peak_bytes) : "-"});
  return table.text() + "\n" + remarks(result, machine);
}

std::string bench_json(const BenchResult& result, const BenchMachine& machine) {
  Json rows = Json::array();
  for (const BenchRow& row : result.rows) rows.push_back(row_json(row));
  return json_text(
      Json{{"machine", machine_json(result, machine)}, {"image", image_text(result.image)}, {"rows", rows}});
}

}  // namespace imprint::cli
