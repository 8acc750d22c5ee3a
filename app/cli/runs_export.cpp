// SPDX-License-Identifier: GPL-3.0-or-later
// imprint runs export RUN... --to FILE
#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "app/cli/chosen_runs.h"
#include "app/cli/commands.h"
#include "app/cli/exit_code.h"
#include "app/cli/json_number.h"
#include "app/cli/skipped_files.h"
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/json_text.h"
#include "core/base/text.h"
#include "core/store/metrics_file.h"
#include "core/store/run_directory.h"
#include "core/store/run_list.h"

namespace imprint::cli {
namespace {

using Json = nlohmann::ordered_json;

/// One arm of one run.
struct ExportedArm {
  std::string run;
  std::string arm;
  std::uint64_t seed = 0;
  std::vector<MetricRow> rows;
};

std::vector<MetricRow> rows_of(const RunDirectory& directory, const std::vector<std::string>& metrics) {
  std::error_code error;
  if (!std::filesystem::exists(std::filesystem::symlink_status(directory.metrics(), error))) return {};
  std::vector<MetricRow> rows = read_metrics(directory.metrics());
  if (!metrics.empty())
    std::erase_if(rows, [&](const MetricRow& row) { return std::ranges::find(metrics, row.metric) == metrics.end(); });
  return rows;
}

std::string cell(const std::string& text) {
  if (text.find_first_of(",\"\n\r") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + '"';
}

std::string number(double value) { return std::isnan(value) ? "" : shortest_text(value); }

std::string as_csv(const std::vector<ExportedArm>& arms) {
  std::string text = "run,arm,seed,step,epoch,wall_seconds,metric,value,stderr\n";
  for (const ExportedArm& arm : arms)
    for (const MetricRow& row : arm.rows)
      text += cell(arm.run) + "," + arm.arm + "," + std::to_string(arm.seed) + "," + std::to_string(row.step) + "," +
              number(row.epoch) + "," + number(row.wall_seconds) + "," + cell(row.metric) + "," + number(row.value) +
              "," + number(row.standard_error) + "\n";
  return text;
}

std::string as_json(const std::vector<ExportedArm>& arms, const SkippedFiles& skipped) {
  Json list = Json::array();
  for (const ExportedArm& arm : arms) {
    Json metrics = Json::object();
    for (const MetricRow& row : arm.rows) {
      Json& metric = metrics[row.metric];
      metric["step"].push_back(row.step);
      metric["value"].push_back(number_or_null(row.value));
      metric["stderr"].push_back(number_or_null(row.standard_error));
    }
    list.push_back({{"run", arm.run}, {"arm", arm.arm}, {"seed", arm.seed}, {"metrics", metrics}});
  }
  return json_text(Json{{"runs", list}, {"skipped", skipped.reasons()}}, 1) + "\n";
}

class RunsExport : public Command {
 public:
  CommandInfo info() const override {
    return {"runs export", "Write the metrics of stored runs into one CSV or JSON file",
            "imprint runs export out --to all.csv\n"
            "imprint runs export out/r1 out/r2 --metric test/accuracy --metric fisher/trace --to curves.json"};
  }
  void declare(Arguments& arguments) override {
    arguments.folders("RUN", runs_, "Run directories, or folders that hold some; without any, the run store");
    arguments.repeated("--metric", "NAME", metrics_, "Only this metric; may be given again for more");
    arguments.path_option("--to", "FILE", PathUse::output, target_,
                          "Where to: .csv (long form, one row a value) or .json", Need::required);
  }
  int run(Console& console) override {
    const bool csv = target_.extension() == ".csv";
    if (!csv && target_.extension() != ".json")
      throw InputError("--to must end in .csv or .json, but is \"" + target_.string() + "\"");
    SkippedFiles skipped;
    const std::vector<ExportedArm> arms = read_arms(skipped);
    if (arms.empty()) throw InputError("nothing could be read: " + skipped.reasons().front());
    std::size_t rows = 0;
    for (const ExportedArm& arm : arms) rows += arm.rows.size();
    write_named_file(target_, csv ? as_csv(arms) : as_json(arms, skipped));
    if (console.wants_json())
      console.json(json_text(
          Json{{"file", target_.string()}, {"arms", arms.size()}, {"rows", rows}, {"skipped", skipped.reasons()}}));
    else
      console.print(target_.string() + ": " + std::to_string(rows) + " rows of " + std::to_string(arms.size()) +
                    " arms\n");
    skipped.tell(console);
    return exit_success;
  }

 private:
  std::vector<ExportedArm> read_arms(SkippedFiles& skipped) const {
    std::vector<ExportedArm> arms;
    const auto add = [&](const std::filesystem::path& path, const RunDirectory& arm, const char* name,
                         std::uint64_t seed) {
      if (auto rows = skipped.attempt([&] { return rows_of(arm, metrics_); }))
        arms.push_back({path.string(), name, seed, std::move(*rows)});
    };
    for (const auto& path : chosen_runs(runs_)) {
      const RunDirectory directory(path);
      const auto spec = skipped.attempt([&] { return directory.read_config(); });
      if (!spec) continue;
      add(path, directory, spec->deficits.empty() ? "run" : "deficit", spec->seed);
      if (spec->comparison.baseline) add(path, directory.baseline(), "baseline", spec->seed);
    }
    return arms;
  }

  std::vector<std::filesystem::path> runs_;
  std::vector<std::string> metrics_;
  std::filesystem::path target_;
};

}  // namespace

std::unique_ptr<Command> make_runs_export_command() { return std::make_unique<RunsExport>(); }

}  // namespace imprint::cli
